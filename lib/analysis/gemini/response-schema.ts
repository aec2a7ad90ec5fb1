import type { Language } from '../../language.ts';
import { kinds, limits, productInterests, responseTypes, sentiments } from '../schema.ts';
import type { Schema } from './service.ts';

const text = (description: string): Schema => ({ type: 'STRING', description });
const orNull = (schema: Schema): Schema => ({ ...schema, nullable: true });
const choice = (values: readonly string[], description: string): Schema => ({
  type: 'STRING',
  format: 'enum',
  enum: [...values],
  description,
});
const list = (items: Schema, description: string): Schema => ({
  type: 'ARRAY',
  items,
  maxItems: limits.items,
  description,
});

/** A model writes the properties in the order of `required`, then of `propertyOrdering`: both say the same. */
function object(properties: Record<string, Schema>, description: string): Schema {
  const names = Object.keys(properties);
  return { type: 'OBJECT', properties, required: names, propertyOrdering: names, description };
}

const languageNames: Record<Language, string> = { en: 'English', pt: 'Brazilian Portuguese', es: 'Spanish' };
export const languageName = (language: Language): string => languageNames[language];

const quote = (of: string) =>
  text(`The words of the REPLY that ${of}, copied character by character from one sentence; no other text counts`);

/**
 * The shape that a model fills in: first the words of the reply and what rests on them, then the conclusions. What is
 * stored has another shape (`analysisSchema`).
 */
export function responseSchema(language: Language): Schema {
  const spoken = languageName(language);
  return object(
    {
      action_items: list(
        object(
          {
            quote: quote('ask for it or promise it'),
            do: text(
              `What we must do, an imperative in ${spoken} that names object, number, person and date as far as the REPLY or OUR EMAIL does`,
            ),
          },
          'One thing that our side must do, with the words that it rests on',
        ),
        'What our side must do. What the customer will do is none; none is a good answer, a generic one ("Follow up with the customer") never',
      ),
      pain_points: list(
        object(
          {
            quote: quote('name the problem'),
            problem: text(`The problem as a clause in ${spoken}, no sentence of the customer's`),
          },
          'One problem, with the words that it rests on',
        ),
        'Problems and challenges that the customer names, at most five',
      ),
      product_usage: orNull(
        object(
          {
            quote: quote('say so'),
            usage: text(`How they use it, as a clause in ${spoken}`),
          },
          'How they use our product today, as they said it; null where they do not say. Use of other vendors does not count',
        ),
      ),
      monthly_volume: orNull(
        object(
          {
            quote: quote('name the amount and its period'),
            amount: text('Amount, unit and period as written, never computed, converted or translated'),
          },
          'Usage or spend per day, week, month or year, whoever serves it; null where none has a period',
        ),
      ),
      absence: orNull(
        object(
          {
            quote: quote('say that somebody is away'),
            until: orNull(text('Until when, as written')),
            substitute: orNull(text('Who stands in, name or address as written')),
          },
          'For kind out_of_office; else null',
        ),
      ),
      referral: orNull(
        object(
          {
            quote: quote('name the person'),
            name: orNull(text('Name as written')),
            address: orNull(text('Email address as written')),
          },
          'Another person of theirs to turn to; null where none is named',
        ),
      ),
      kind: choice(
        kinds,
        'human; auto_reply: an automatic acknowledgement, or a machine that says somebody left; out_of_office; bounce; unsubscribe: a person demands no more mail. In doubt human',
      ),
      response_type: orNull(
        choice(
          responseTypes,
          'null for auto_reply, out_of_office and bounce. needs_handling: complaint, fault of ours, threat or decision to leave, legal or billing dispute, anger, demand to be removed; wins over high_value. high_value: wants prices for more, a demo, trial, upgrade, bigger plan or a call about buying, refers a colleague with budget, names a large volume with intent. standard: everything else, a polite no included',
        ),
      ),
      sentiment: choice(
        sentiments,
        'Towards our product or company. A calm report of a fault is neutral, trouble with others does not count',
      ),
      product_interest: choice(
        productInterests,
        'none; mentioned: talks of a product or feature without wanting more of it; interested: asks or wants to know more; very_interested: wants to buy, upgrade, expand, try it or meet about it',
      ),
      opportunity_score: {
        type: 'INTEGER',
        description: '1 none or lost, 2 weak, 3 open, 4 strong, 5 asks to buy, upgrade or roll out now',
      },
      follow_up_needed: {
        type: 'BOOLEAN',
        description: 'A person of ours should act: a question to answer, a promise, a problem, a next step',
      },
      key_insights: text(
        `One or two sentences in ${spoken} that a rep reads instead of the REPLY: who wants what, with number, date, problem and condition. Never the REPLY repeated or quoted, never "The customer replied"`,
      ),
      doubt: orNull(text(`One sentence in ${spoken} that says what you are unsure of; null where you are sure`)),
      confidence: { type: 'NUMBER', description: 'How sure you are of response_type, 0 to 1' },
    },
    'What one REPLY says',
  );
}
