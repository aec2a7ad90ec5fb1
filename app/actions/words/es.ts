import type { BulkWords } from './en.ts';

export const es: BulkWords = {
  about: (count) =>
    count === 1
      ? 'Dale a este contacto una dirección de respuesta propia.'
      : `Dale a cada uno de estos ${count.toLocaleString('es')} contactos una dirección de respuesta propia.`,
  hint: 'Las respuestas enviadas a ella te llegan a ti y a HubSpot, durante 90 días. Se guarda en la propiedad «Dirección de respuesta», lista para los correos que envías desde otro lugar.',
  create: 'Crear direcciones de respuesta',
  goOn: 'Continuar',
  progress: (done, all) => `${done.toLocaleString('es')} de ${all.toLocaleString('es')}`,
  done: 'Direcciones de respuesta creadas',
  created: (count) => (count === 1 ? '1 dirección creada' : `${count.toLocaleString('es')} direcciones creadas`),
  kept: (count) => `${count.toLocaleString('es')} ya tenían una, que se conserva`,
  skipped: (count) => `${count.toLocaleString('es')} omitidos: eliminados o sin correo`,
  propertyNote: 'HubSpot las muestra en menos de un minuto.',
  noProperty: 'Esta cuenta no tiene la propiedad «Dirección de respuesta» para guardarlas',
  noPropertyHint: 'Un administrador puede ver por qué en Configuración → Estado del sistema.',
};
