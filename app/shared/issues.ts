import type { AttentionItem } from '../../cards/dto/home.ts';

/**
 * What did not go through, as a rep sees it: something is not in HubSpot, an email did not reach us or the customer or may
 * not have, something waits for a word on a sender or for another reply, or a reply was not fully processed.
 */
export type IssueCause = 'crm' | 'team' | 'customer' | 'unconfirmed' | 'sender' | 'handling' | 'processing';

/** Steps that have one cause and one way out, of whichever contacts. */
export type Issue = {
  id: string;
  cause: IssueCause;
  /** Each once, in the order in which they came; none where it is no contact's. */
  contacts: { hubspotId: string; name: string }[];
  state: AttentionItem['state'];
  nextStep: AttentionItem['nextStep'];
  waitsFor: AttentionItem['waitsFor'];
  /** When the oldest of them failed. */
  since: string;
  items: AttentionItem[];
  /** Steps that another try may help. */
  retryable: string[];
};

const TEAM = new Set(['forward', 'notice', 'digest', 'confirmation', 'answer_question', 'answer_returned']);
const CUSTOMER = new Set(['tracked_send', 'answer_send']);
const PROCESSING = new Set(['hubspot_event', 'analysis', 'placing']);

function causeOf({ step, state, waitsFor }: AttentionItem): IssueCause {
  if (waitsFor) return waitsFor;
  if (TEAM.has(step)) return 'team';
  if (CUSTOMER.has(step)) return state === 'unknown' ? 'unconfirmed' : 'customer';
  return PROCESSING.has(step) ? 'processing' : 'crm';
}

/** Steps as issues, in the order in which the first of each came. */
export function issuesOf(items: AttentionItem[]): Issue[] {
  const groups = new Map<string, AttentionItem[]>();
  for (const item of items) {
    const id = [causeOf(item), item.nextStep].join('/');
    groups.set(id, [...(groups.get(id) ?? []), item]);
  }
  return [...groups].map(([id, own]) => {
    const { state, nextStep, waitsFor } = own[0]!;
    const named = own.flatMap(({ hubspotId, contactName }) => (hubspotId ? [[hubspotId, contactName] as const] : []));
    const since = own.map((item) => item.since).reduce((oldest, one) => (one < oldest ? one : oldest));
    const retryable = own.flatMap(({ canRetry, effectId }) => (canRetry ? [effectId] : []));
    return {
      id,
      cause: causeOf(own[0]!),
      contacts: [...new Map(named)].map(([hubspotId, name]) => ({ hubspotId, name })),
      state,
      nextStep,
      waitsFor,
      since,
      items: own,
      retryable,
    };
  });
}
