import type { Store } from '../store.ts';
import type { EventWebhook } from './event-webhook.ts';
import { dkimPass, type InboundParse } from './inbound-parse.ts';
import type { Message, Messages } from './messages.ts';
import type { Outcome, SendGridStandIn } from './stand-in.ts';

const OUTCOMES = {
  delivered: { response: '250 OK' },
  bounce: {
    type: 'bounce',
    status: '5.1.1',
    reason: '550 5.1.1 The email account that you tried to reach does not exist.',
  },
  dropped: { reason: 'Bounced Address' },
  deferred: { response: '450 4.2.1 The user is receiving mail too quickly.', attempt: '1' },
};

/** What the world does with a sent mail: events per recipient, and Inbound Parse for our own reply addresses. */
export function createDispatch(parts: {
  store: Store;
  messages: Messages;
  events: EventWebhook;
  inbound: InboundParse;
  replyDomain: string;
}): { dispatch(message: Message): void; answerFor: SendGridStandIn['answerFor'] } {
  const { store, messages, events, inbound, replyDomain } = parts;
  const outcomes = store.collection<{ outcome: Outcome; delayMs: number }>('outcomes');
  return {
    dispatch(message) {
      for (const address of message.envelope.to) {
        const { outcome, delayMs } = outcomes.get(address.toLowerCase()) ?? { outcome: 'delivered', delayMs: 0 };
        if (outcome === 'silent') continue;
        if (outcome !== 'dropped') events.tell(message, address, 'processed');
        events.tell(message, address, outcome, OUTCOMES[outcome], delayMs);
      }
      const replies = message.envelope.to.filter((address) => address.toLowerCase().endsWith(`@${replyDomain}`));
      const eml = messages.eml(message.id);
      if (replies.length === 0 || !eml) return;
      const { from } = message.envelope;
      void inbound.post({ eml, envelope: { from, to: replies }, spf: 'pass', dkim: dkimPass(message.from.address) });
    },
    answerFor(address, outcome, delayMs = 0) {
      outcomes.put(address.toLowerCase(), { outcome, delayMs });
      store.commit();
    },
  };
}
