import type { InEveryLanguage } from '../language.ts';

type Words = InEveryLanguage<string>;
type Option = { value: string; label: Words };
export type PropertyDefinition = {
  name: string;
  type: 'string' | 'number' | 'bool' | 'datetime' | 'enumeration';
  fieldType: 'text' | 'textarea' | 'number' | 'booleancheckbox' | 'date' | 'select';
  label: Words;
  description: Words;
  options?: Option[];
};

export const PROPERTY_GROUP = {
  name: 'reply_tracking',
  label: { en: 'Reply tracking', pt: 'Rastreamento de respostas', es: 'Rastreo de respuestas' },
} as const;

const words = (en: string, pt: string, es: string): Words => ({ en, pt, es });
const option = (value: string, en: string, pt: string, es: string): Option => ({ value, label: words(en, pt, es) });

const YES_NO = [option('true', 'Yes', 'Sim', 'Sí'), option('false', 'No', 'Não', 'No')];

/** Every property of ours, in the order in which HubSpot shows them. Names are part of the workflow contract. */
export const PROPERTIES: PropertyDefinition[] = [
  {
    name: 'reply_response_type',
    type: 'enumeration',
    fieldType: 'select',
    label: words('Latest reply: response type', 'Tipo de resposta', 'Tipo de respuesta'),
    description: words(
      'How the latest reply should be handled. Start a workflow on "Last reply analyzed" and branch on this.',
      'Como tratar a resposta mais recente. Inicie um workflow em "Última análise de resposta" e ramifique por este valor.',
      'Cómo tratar la respuesta más reciente. Inicia un workflow en "Último análisis de respuesta" y bifurca por este valor.',
    ),
    options: [
      option('standard', 'Standard', 'Padrão', 'Estándar'),
      option('high_value', 'High value', 'Alto valor', 'Alto valor'),
      option('needs_handling', 'Needs handling', 'Requer tratativa', 'Requiere gestión'),
    ],
  },
  {
    name: 'reply_key_insights',
    type: 'string',
    fieldType: 'textarea',
    label: words('Latest reply: key insights', 'Principais pontos da resposta', 'Puntos clave de la respuesta'),
    description: words(
      'What matters in the latest reply.',
      'O que importa na resposta mais recente.',
      'Lo que importa de la respuesta más reciente.',
    ),
  },
  {
    name: 'reply_sentiment',
    type: 'enumeration',
    fieldType: 'select',
    label: words('Latest reply: sentiment', 'Sentimento da resposta', 'Sentimiento de la respuesta'),
    description: words(
      'Towards our product or company, in the latest reply.',
      'Em relação ao nosso produto ou empresa, na resposta mais recente.',
      'Hacia nuestro producto o empresa, en la respuesta más reciente.',
    ),
    options: [
      option('positive', 'Positive', 'Positivo', 'Positivo'),
      option('neutral', 'Neutral', 'Neutro', 'Neutral'),
      option('negative', 'Negative', 'Negativo', 'Negativo'),
    ],
  },
  {
    name: 'reply_opportunity_score',
    type: 'number',
    fieldType: 'number',
    label: words('Latest reply: opportunity score', 'Pontuação de oportunidade', 'Puntuación de oportunidad'),
    description: words(
      'Potential to expand, from 1 (none) to 5 (asks to buy or upgrade now).',
      'Potencial de expansão, de 1 (nenhum) a 5 (quer comprar ou ampliar agora).',
      'Potencial de expansión, de 1 (ninguno) a 5 (pide comprar o ampliar ahora).',
    ),
  },
  {
    name: 'reply_follow_up_needed',
    type: 'bool',
    fieldType: 'booleancheckbox',
    label: words('Latest reply: follow-up needed', 'Resposta precisa de retorno', 'Respuesta requiere seguimiento'),
    description: words(
      'A person should act on the latest reply.',
      'Alguém deve agir sobre a resposta mais recente.',
      'Alguien debe actuar ante la respuesta más reciente.',
    ),
    options: YES_NO,
  },
  {
    name: 'reply_product_interest',
    type: 'enumeration',
    fieldType: 'select',
    label: words('Latest reply: product interest', 'Interesse no produto', 'Interés en el producto'),
    description: words(
      'Interest shown in the latest reply.',
      'Interesse demonstrado na resposta mais recente.',
      'Interés mostrado en la respuesta más reciente.',
    ),
    options: [
      option('none', 'None', 'Nenhum', 'Ninguno'),
      option('mentioned', 'Mentioned', 'Mencionado', 'Mencionado'),
      option('interested', 'Interested', 'Interessado', 'Interesado'),
      option('very_interested', 'Very interested', 'Muito interessado', 'Muy interesado'),
    ],
  },
  {
    name: 'reply_action_items',
    type: 'string',
    fieldType: 'textarea',
    label: words('Latest reply: action items', 'Ações da resposta', 'Acciones de la respuesta'),
    description: words(
      'What our side must do, one per line.',
      'O que nosso lado deve fazer, um item por linha.',
      'Lo que debemos hacer, un punto por línea.',
    ),
  },
  {
    name: 'reply_product_usage',
    type: 'string',
    fieldType: 'textarea',
    label: words('Latest reply: product usage', 'Uso do produto', 'Uso del producto'),
    description: words(
      'How they use the product, as they said it.',
      'Como usam o produto, nas palavras deles.',
      'Cómo usan el producto, en sus palabras.',
    ),
  },
  {
    name: 'reply_monthly_volume',
    type: 'string',
    fieldType: 'text',
    label: words('Latest reply: monthly volume', 'Volume mensal', 'Volumen mensual'),
    description: words('Usage or spend they named.', 'Uso ou gasto que mencionaram.', 'Uso o gasto que mencionaron.'),
  },
  {
    name: 'reply_pain_points',
    type: 'string',
    fieldType: 'textarea',
    label: words('Latest reply: pain points', 'Dificuldades citadas', 'Dificultades mencionadas'),
    description: words(
      'Problems they named, one per line.',
      'Problemas que citaram, um por linha.',
      'Problemas que mencionaron, uno por línea.',
    ),
  },
  {
    name: 'reply_last_received_at',
    type: 'datetime',
    fieldType: 'date',
    label: words('Last reply received', 'Última resposta recebida', 'Última respuesta recibida'),
    description: words(
      'When the latest reply came in.',
      'Quando chegou a resposta mais recente.',
      'Cuándo llegó la respuesta más reciente.',
    ),
  },
  {
    name: 'reply_last_analyzed_at',
    type: 'datetime',
    fieldType: 'date',
    label: words('Last reply analyzed', 'Última análise de resposta', 'Último análisis de respuesta'),
    description: words(
      'Changes with every analyzed reply: the trigger for workflows.',
      'Muda a cada resposta analisada: o gatilho para workflows.',
      'Cambia con cada respuesta analizada: el disparador para workflows.',
    ),
  },
  {
    name: 'reply_waiting_since',
    type: 'datetime',
    fieldType: 'date',
    label: words('Reply waiting since', 'Aguardando desde', 'En espera desde'),
    description: words(
      'The first unanswered reply; empty when all are answered.',
      'A primeira resposta de cliente não respondida; vazio quando não há nenhuma.',
      'La primera respuesta de un cliente sin responder; vacío si no hay ninguna.',
    ),
  },
  {
    name: 'reply_minutes_to_answer',
    type: 'number',
    fieldType: 'number',
    label: words('Minutes until answered', 'Minutos até a resposta', 'Minutos hasta responder'),
    description: words(
      'From the latest answered reply to our reply to it. For reports on how fast the team responds.',
      'Da última resposta do cliente até a nossa resposta. Para relatórios sobre a rapidez da equipe.',
      'Desde la última respuesta del cliente hasta la nuestra. Para informes sobre la rapidez del equipo.',
    ),
  },
  {
    name: 'reply_count',
    type: 'number',
    fieldType: 'number',
    label: words('Reply count', 'Número de respostas', 'Número de respuestas'),
    description: words(
      'Replies from people, auto-replies not counted.',
      'Respostas de pessoas, sem contar as automáticas.',
      'Respuestas de personas, sin contar las automáticas.',
    ),
  },
  {
    name: 'reply_outreach_status',
    type: 'enumeration',
    fieldType: 'select',
    label: words('Outreach status', 'Status da prospecção', 'Estado de prospección'),
    description: words(
      'How far the outreach has come. People may change it.',
      'Em que ponto está a prospecção. Pode ser alterado por pessoas.',
      'En qué punto está la prospección. Las personas pueden cambiarlo.',
    ),
    options: [
      option('not_contacted', 'Not contacted', 'Não contatado', 'No contactado'),
      option('contacted', 'Contacted', 'Contatado', 'Contactado'),
      option('replied', 'Replied', 'Respondeu', 'Respondió'),
      option('interested', 'Interested', 'Interessado', 'Interesado'),
      option('converted', 'Converted', 'Convertido', 'Convertido'),
      option('not_interested', 'Not interested', 'Sem interesse', 'Sin interés'),
      option('unsubscribed', 'Unsubscribed', 'Descadastrado', 'Dado de baja'),
    ],
  },
  {
    name: 'reply_address',
    type: 'string',
    fieldType: 'text',
    label: words('Reply address', 'Endereço de resposta', 'Dirección de respuesta'),
    description: words(
      'Use it as Reply-To in an email sent from elsewhere: the reply will be tracked.',
      'Use como Reply-To de um e-mail enviado por outro meio: a resposta será rastreada.',
      'Úsala como Reply-To de un correo enviado por otro medio: la respuesta quedará rastreada.',
    ),
  },
  {
    name: 'reply_address_expires_at',
    type: 'datetime',
    fieldType: 'date',
    label: words('Reply address expires', 'Endereço de resposta expira em', 'La dirección de respuesta vence el'),
    description: words(
      'Replies to the address are accepted until then.',
      'Até quando respostas ao endereço são aceitas.',
      'Hasta cuándo se aceptan respuestas a la dirección.',
    ),
  },
];

export const PROPERTY_NAMES = PROPERTIES.map((property) => property.name);

/**
 * What matters most comes first, for accounts with room for few: what workflows start and branch on, what waits, how far
 * the outreach has come, then what lists and reports use.
 */
export const BY_IMPORTANCE: readonly string[] = [
  'reply_response_type',
  'reply_last_analyzed_at',
  'reply_waiting_since',
  'reply_outreach_status',
  'reply_address',
  'reply_key_insights',
  'reply_opportunity_score',
  'reply_last_received_at',
  'reply_follow_up_needed',
  'reply_minutes_to_answer',
  'reply_sentiment',
  'reply_product_interest',
  'reply_count',
  'reply_action_items',
  'reply_address_expires_at',
  'reply_pain_points',
  'reply_monthly_volume',
  'reply_product_usage',
];
