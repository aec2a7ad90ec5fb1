import type { personal as en } from './en.ts';

export const personal: typeof en = {
  saved: 'Guardado',
  forwardAddress: {
    title: 'A dónde se reenvían las respuestas',
    intro: (address) => `Las respuestas a tus correos rastreados se reenvían a ${address}.`,
    nowhere: 'No hay dirección de reenvío definida.',
    portal: 'Todos en esta cuenta',
    portalHint: 'Si está vacío, cada respuesta va a quien envió el correo.',
    user: 'Solo para mí',
    userHint: 'Si está vacío, se usa la dirección de la cuenta o la tuya.',
    save: 'Enviar confirmación',
    clear: 'Eliminar',
    none: 'Sin definir',
    pending: 'Confirmación pendiente',
    confirmed: 'Confirmada',
    asked: (address) => `Enviamos un enlace de confirmación a ${address}. El reenvío empieza cuando se abra.`,
    removed: 'Dirección eliminada',
    wrong: 'Ingresa una dirección de correo válida.',
  },
  signature: {
    title: 'Tu firma',
    hint: 'Se agrega al final de cada correo que escribes en las tarjetas. Las respuestas desde Outlook o Gmail usan la firma de allí.',
    label: 'Firma',
  },
  test: {
    title: 'Enviar una respuesta de prueba',
    intro:
      'Simulamos una respuesta de un contacto ficticio y mostramos cada paso. Nada queda en HubSpot, nada se cuenta y no se inicia ningún workflow.',
    start: 'Enviar respuesta de prueba',
    steps: {
      received: 'Recibida',
      placed: 'Reconocida',
      forwarded: 'Reenviada a tu buzón',
      analyzed: 'Analizada',
      written: 'Guardada en HubSpot',
    },
    waiting: 'En curso',
    done: 'Hecho',
    skipped: 'Omitido',
    failed: 'Falló',
  },
};
