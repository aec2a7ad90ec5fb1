import { optOutItems } from './opt-out.ts';
import type { Analysis } from './schema.ts';

/**
 * Whether somebody has to answer: a next step to take, something of value or something to handle. Not a polite no, and not
 * an opt-out that asks for nothing else.
 */
export function asksForAnswer(fields: Analysis): boolean {
  if (fields.kind === 'unsubscribe') return optOutItems(fields).length < fields.action_items.length;
  return (
    fields.kind === 'human' &&
    (fields.follow_up_needed || (fields.response_type !== null && fields.response_type !== 'standard'))
  );
}
