import type { InEveryLanguage } from '../../language.ts';

/** What our notes and tasks in HubSpot say, in the portal's language. */
const en = {
  reply: 'Reply received',
  sent: 'Tracked email sent',
  answer: 'Reply sent',
  channel: { email: 'email', call: 'call', chat: 'chat', meeting: 'meeting', other: 'other' },
  loggedBy: (name: string) => `Logged by ${name}`,
  analysis: 'Reply analyzed',
  corrected: 'corrected by a person',
  fields: {
    response_type: 'Response type',
    sentiment: 'Sentiment',
    opportunity_score: 'Opportunity score',
    product_interest: 'Product interest',
    follow_up_needed: 'Follow-up needed',
    product_usage: 'Product usage',
    monthly_volume: 'Monthly volume',
    pain_points: 'Pain points',
    action_items: 'Action items',
  },
  yes: 'Yes',
  no: 'No',
  statusChanged: (from: string, to: string) => `Outreach status: ${from} → ${to}`,
  automatically: 'automatically',
  cut: '[…] The full text is in the Reply Tracking card.',
  attachments: 'Attachments',
  taskSubject: {
    high_value: (name: string) => `High-value reply from ${name}`,
    needs_handling: (name: string) => `Reply from ${name} needs handling`,
  },
  handedOverTask: (name: string) => `Reply from ${name}, handed over to you`,
  openItems: 'To do',
  unverified: 'Unverified sender',
  notFullyRead: 'This email couldn’t be read fully',
  senderTask: (name: string) => `Is this ${name}?`,
  senderTaskHint: (address: string) =>
    `A reply came from ${address}, and nothing proves who wrote it. Open Reply Tracking on the contact to confirm the sender.`,
};

type Words = typeof en;

const pt: Words = {
  reply: 'Resposta recebida',
  sent: 'E-mail rastreado enviado',
  answer: 'Resposta enviada',
  channel: { email: 'e-mail', call: 'ligação', chat: 'chat', meeting: 'reunião', other: 'outro' },
  loggedBy: (name) => `Registrado por ${name}`,
  analysis: 'Resposta analisada',
  corrected: 'corrigida por uma pessoa',
  fields: {
    response_type: 'Tipo de resposta',
    sentiment: 'Sentimento',
    opportunity_score: 'Pontuação de oportunidade',
    product_interest: 'Interesse no produto',
    follow_up_needed: 'Precisa de retorno',
    product_usage: 'Uso do produto',
    monthly_volume: 'Volume mensal',
    pain_points: 'Dificuldades',
    action_items: 'Ações',
  },
  yes: 'Sim',
  no: 'Não',
  statusChanged: (from, to) => `Status da prospecção: ${from} → ${to}`,
  automatically: 'automaticamente',
  cut: '[…] O texto completo está no cartão do Reply Tracking.',
  attachments: 'Anexos',
  taskSubject: {
    high_value: (name) => `Resposta de alto valor de ${name}`,
    needs_handling: (name) => `A resposta de ${name} requer tratativa`,
  },
  handedOverTask: (name) => `Resposta de ${name}, transferida para você`,
  openItems: 'A fazer',
  unverified: 'Remetente não verificado',
  notFullyRead: 'Não foi possível ler este e-mail por completo',
  senderTask: (name) => `É mesmo ${name}?`,
  senderTaskHint: (address) =>
    `Chegou uma resposta de ${address}, e nada comprova quem a escreveu. Abra o Reply Tracking no contato para confirmar o remetente.`,
};

const es: Words = {
  reply: 'Respuesta recibida',
  sent: 'Correo rastreado enviado',
  answer: 'Respuesta enviada',
  channel: { email: 'correo', call: 'llamada', chat: 'chat', meeting: 'reunión', other: 'otro' },
  loggedBy: (name) => `Registrado por ${name}`,
  analysis: 'Respuesta analizada',
  corrected: 'corregida por una persona',
  fields: {
    response_type: 'Tipo de respuesta',
    sentiment: 'Sentimiento',
    opportunity_score: 'Puntuación de oportunidad',
    product_interest: 'Interés en el producto',
    follow_up_needed: 'Requiere seguimiento',
    product_usage: 'Uso del producto',
    monthly_volume: 'Volumen mensual',
    pain_points: 'Dificultades',
    action_items: 'Acciones',
  },
  yes: 'Sí',
  no: 'No',
  statusChanged: (from, to) => `Estado de prospección: ${from} → ${to}`,
  automatically: 'automáticamente',
  cut: '[…] El texto completo está en la tarjeta de Reply Tracking.',
  attachments: 'Adjuntos',
  taskSubject: {
    high_value: (name) => `Respuesta de alto valor de ${name}`,
    needs_handling: (name) => `La respuesta de ${name} requiere gestión`,
  },
  handedOverTask: (name) => `Respuesta de ${name}, transferida a ti`,
  openItems: 'Por hacer',
  unverified: 'Remitente no verificado',
  notFullyRead: 'No se pudo leer este correo por completo',
  senderTask: (name) => `¿Es realmente ${name}?`,
  senderTaskHint: (address) =>
    `Llegó una respuesta de ${address} y nada prueba quién la escribió. Abre Reply Tracking en el contacto para confirmar al remitente.`,
};

export const TIMELINE_WORDS: InEveryLanguage<Words> = { en, pt, es };
