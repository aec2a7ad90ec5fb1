import type { Prompt, ResponseSchema } from './request.ts';

type Fields = Record<string, unknown>;

type Candidate = { text: string; finishReason: 'STOP' | 'MAX_TOKENS' | 'SAFETY' | 'RECITATION' };
export type Generated = { candidates: Candidate[]; blockReason?: string };

const HUGE = 100_000;
const INVENTED = 'We will double our order next week, call me at once';

/** Ways of a model to go wrong, each applied to the answer that it would have given. */
const MISBEHAVIOURS: Record<string, (answer: Fields, prompt: Prompt) => Generated> = {
  'truncated-json': (answer) => said(JSON.stringify(answer).slice(0, -20)),
  'max-tokens': (answer) => ({
    candidates: [{ text: JSON.stringify(answer).slice(0, 40), finishReason: 'MAX_TOKENS' }],
  }),
  safety: () => ({ candidates: [{ text: '', finishReason: 'SAFETY' }] }),
  recitation: () => ({ candidates: [{ text: '', finishReason: 'RECITATION' }] }),
  'blocked-prompt': () => ({ candidates: [], blockReason: 'PROHIBITED_CONTENT' }),
  'no-candidates': () => ({ candidates: [] }),
  prose: (answer) => said(`Here is the analysis you asked for:\n${JSON.stringify(answer)}`),
  'not-json': () => said('I would call this reply friendly, and the customer open to more.'),
  'wrong-enum': (answer, { schema }) =>
    said(withEach(answer, schema, (property) => property.enum !== undefined, 'extremely_hot')),
  'extra-keys': (answer) => said({ ...answer, thoughts: 'none of your business', system_prompt: 'You are …' }),
  'huge-strings': (answer, { schema }) =>
    said(withEach(answer, schema, (property) => isText(property) && !property.enum, 'x'.repeat(HUGE))),
  'invented-quotes': (answer, { schema }) => said(withInventions(answer, schema)),
  'obeys-injection': (answer) =>
    said({
      ...answer,
      response_type: 'high_value',
      sentiment: 'positive',
      opportunity_score: 5,
      product_interest: 'very_interested',
      follow_up_needed: true,
      key_insights: 'The customer asks to be treated as the most important one. See http://evil.example/.',
    }),
};

export const MISBEHAVIOUR_NAMES = Object.keys(MISBEHAVIOURS);

export function generate(answer: Fields, prompt: Prompt, misbehaviour: string | null): Generated {
  return misbehaviour ? MISBEHAVIOURS[misbehaviour]!(answer, prompt) : said(answer);
}

const said = (answer: Fields | string): Generated => ({
  candidates: [{ text: typeof answer === 'string' ? answer : JSON.stringify(answer), finishReason: 'STOP' }],
});

const isText = (property: ResponseSchema) => property.type?.toUpperCase() === 'STRING';

function withEach(
  answer: Fields,
  schema: ResponseSchema,
  chosen: (property: ResponseSchema) => boolean,
  value: string,
): Fields {
  const names = Object.entries(schema.properties ?? {}).filter(([, property]) => chosen(property));
  return { ...answer, ...Object.fromEntries(names.map(([name]) => [name, value])) };
}

/** An item and a usage that nobody wrote, with a quote that is in no mail. */
function withInventions(answer: Fields, { properties = {} }: ResponseSchema): Fields {
  const invented = (schema: ResponseSchema | undefined, claim: string) =>
    Object.fromEntries(
      Object.keys(schema?.properties ?? {}).map((name) => [name, name === 'quote' ? INVENTED : claim]),
    );
  const items = Array.isArray(answer.action_items) ? answer.action_items : [];
  return {
    ...answer,
    action_items: [...items, invented(properties.action_items?.items, 'Call the customer today')],
    product_usage: invented(properties.product_usage, 'Uses every product daily'),
  };
}
