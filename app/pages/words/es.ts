import type { HomeWords } from './en.ts';

export const es: HomeWords = {
  title: 'Reply Tracking',
  reload: 'Actualizar',
  numbers: {
    waiting: 'En espera',
    highValue: 'Alto valor',
    overdue: 'Atrasadas',
    attention: 'Incidencias',
  },
  waiting: {
    handedTo: (name) => `Transferido a ${name}`,
    title: 'En espera de respuesta',
    none: 'Nadie está esperando',
    noneHint: 'Las nuevas respuestas aparecen aquí en cuanto llegan.',
    contact: 'Contacto',
    type: 'Tipo',
    opportunity: 'Oportunidad',
    insight: 'Resumen',
    since: 'Esperando',
    overdue: 'Atrasada',
    more: (count) => `+${count} más`,
    unknown: 'Aún sin analizar',
  },
  unidentified: {
    title: '¿Quién escribió esto?',
    intro: 'Respuestas de remitentes que no pudimos verificar. Abre el contacto y di quién es.',
    isThis: (name) => `¿Es ${name}?`,
    failed: 'Posible suplantación',
  },
  attention: {
    title: 'Incidencias',
    step: 'Incidencia',
    contact: 'Contacto',
    reason: 'Siguiente paso',
    held: 'En espera',
    unknown: 'Sin confirmar',
    needs_attention: 'Falló',
    more: (count) => `+${count} más`,
  },
  late: {
    title: 'Respuestas tardías',
    intro: 'Enviadas a una dirección de respuesta vencida. Agrégala al contacto para procesarla como siempre.',
    attach: 'Agregar al contacto',
    attached: 'Respuesta agregada al contacto',
  },
  check: {
    title: 'Por revisar',
    intro: 'El análisis no estaba seguro de estas.',
    confirm: 'Es correcto',
    notFullyRead: 'Antes, abre el correo reenviado: no pudimos leerlo por completo.',
    confirmed: 'Análisis confirmado',
    sure: (percent) => `${percent}% de confianza`,
  },
  charts: {
    byType: 'Respuestas en los últimos 30 días',
    byStatus: 'Contactos por estado de prospección',
    type: 'Tipo de respuesta',
    status: 'Estado de prospección',
    count: 'Cantidad',
  },
  corrections: {
    title: 'Precisión de los análisis',
    none: 'Aún no hay análisis revisados.',
    share: (corrected, reviewed) =>
      `${corrected} de ${reviewed} revisados ${corrected === 1 ? 'fue corregido' : 'fueron corregidos'}`,
  },
};
