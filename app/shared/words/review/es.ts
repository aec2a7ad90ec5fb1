import type { review as en } from './en.ts';

export const review: typeof en = {
  sender: {
    isThis: (name) => (name ? `¿Es ${name}?` : '¿Es realmente tu contacto?'),
    itIs: (name) => (name ? `Es ${name}` : 'Es mi contacto'),
    colleague: 'Otra persona de la empresa',
    other: 'Otro contacto',
    ignore: 'Ignorar',
    askBack: 'Este correo no pasó la autenticación. Llama al contacto a un número que conozcas antes de confiar.',
    said: {
      contact: 'Remitente de confianza, lo recordaremos',
      colleague: 'Respuesta contada como de un colega',
      other_contact: 'Respuesta movida a ese contacto',
      nobody: 'Remitente ignorado',
    },
    otherTitle: '¿De quién es la respuesta?',
    search: 'Nombre o correo electrónico',
    searchButton: 'Buscar',
    nobodyFound: 'No se encontró ningún contacto. Prueba con otro nombre o correo.',
    unknownHint: (address) =>
      `Esta respuesta vino de ${address}, que no es una dirección de este contacto. Confirma al remitente para actualizar propiedades, tareas y estado.`,
    unprovenHint: (address) =>
      `Este correo dice venir de ${address}, pero nada lo prueba. Confirma al remitente para actualizar propiedades, tareas y estado.`,
    failed: 'Posible suplantación',
    failedHint: (address) =>
      `El correo dice ser de ${address}, pero no pasó la autenticación. No sigas enlaces ni solicitudes de pago. No se guardó nada en HubSpot.`,
    acceptAnyway: 'Confiar de todos modos',
  },
  correction: {
    corrected: 'Corrección guardada',
    analystSaid: (value) => `Sugerencia: ${value}`,
  },
};
