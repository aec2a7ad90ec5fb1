import type { Language } from '../../portals/settings.ts';

type Words = {
  reply: string;
  sent: string;
  answer: string;
  channel: Record<'email' | 'call' | 'chat' | 'meeting' | 'other', string>;
  loggedBy: (name: string) => string;
  analysis: string;
  corrected: string;
  fields: Record<
    | 'response_type'
    | 'sentiment'
    | 'opportunity_score'
    | 'product_interest'
    | 'follow_up_needed'
    | 'product_usage'
    | 'monthly_volume'
    | 'pain_points'
    | 'action_items',
    string
  >;
  yes: string;
  no: string;
  statusChanged: (from: string, to: string) => string;
  automatically: string;
  cut: string;
  attachments: string;
  taskSubject: Record<'high_value' | 'needs_handling', (name: string) => string>;
  openItems: string;
};

/** What our notes and tasks in HubSpot say, in the portal's language. */
export const TIMELINE_WORDS: Record<Language, Words> = {
  en: {
    reply: 'Reply received',
    sent: 'Tracked email sent',
    answer: 'Answer sent',
    channel: { email: 'email', call: 'call', chat: 'chat', meeting: 'meeting', other: 'other' },
    loggedBy: (name) => `Logged by ${name}`,
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
    statusChanged: (from, to) => `Outreach status: ${from} → ${to}`,
    automatically: 'automatically',
    cut: '[…] The whole text is in the Reply Tracking card.',
    attachments: 'Attachments',
    taskSubject: {
      high_value: (name) => `High-value reply from ${name}`,
      needs_handling: (name) => `Reply from ${name} needs handling`,
    },
    openItems: 'To do',
  },
  pt: {
    reply: 'Resposta recebida',
    sent: 'E-mail rastreado enviado',
    answer: 'Retorno enviado',
    channel: { email: 'e-mail', call: 'ligação', chat: 'chat', meeting: 'reunião', other: 'outro' },
    loggedBy: (name) => `Registrado por ${name}`,
    analysis: 'Resposta analisada',
    corrected: 'corrigida por uma pessoa',
    fields: {
      response_type: 'Tipo de resposta',
      sentiment: 'Sentimento',
      opportunity_score: 'Pontuação de oportunidade',
      product_interest: 'Interesse no produto',
      follow_up_needed: 'Exige retorno',
      product_usage: 'Uso do produto',
      monthly_volume: 'Volume mensal',
      pain_points: 'Dificuldades',
      action_items: 'Ações',
    },
    yes: 'Sim',
    no: 'Não',
    statusChanged: (from, to) => `Status do contato comercial: ${from} → ${to}`,
    automatically: 'automaticamente',
    cut: '[…] O texto completo está no cartão do Reply Tracking.',
    attachments: 'Anexos',
    taskSubject: {
      high_value: (name) => `Resposta de alto valor de ${name}`,
      needs_handling: (name) => `A resposta de ${name} exige atenção`,
    },
    openItems: 'A fazer',
  },
  es: {
    reply: 'Respuesta recibida',
    sent: 'Correo con seguimiento enviado',
    answer: 'Contestación enviada',
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
    statusChanged: (from, to) => `Estado del contacto comercial: ${from} → ${to}`,
    automatically: 'automáticamente',
    cut: '[…] El texto completo está en la tarjeta de Reply Tracking.',
    attachments: 'Adjuntos',
    taskSubject: {
      high_value: (name) => `Respuesta de alto valor de ${name}`,
      needs_handling: (name) => `La respuesta de ${name} requiere atención`,
    },
    openItems: 'Por hacer',
  },
};
