import { sameAddress } from '../mail/addresses.ts';
import type { MailAddress, MailVerdict } from '../mail/types.ts';
import { mayBePersons } from '../mail/verdict/person.ts';
import { hasEffect, type NewEffect } from '../outbox/add-effects.ts';
import { reason } from '../outbox/reasons.ts';
import type { Tx } from '../queue.ts';
import type { Audience } from './audience.ts';
import { HOUR_MS, HOURLY_CAP } from './hourly-cap.ts';
import { createReplyToken } from './reply-tokens.ts';

const NOBODY = {
  state: 'needs_attention',
  reason: reason('nobody_to_forward_to'),
  nextStep: 'set_forward_address',
} as const;
const ALREADY_ADDRESSED = { state: 'cancelled', reason: reason('already_addressed') } as const;

export type ForwardRequest = {
  audience: Audience;
  messageId: string;
  recipients: MailAddress[];
  verdict: Pick<MailVerdict, 'kind' | 'certain'>;
  /** Those of its conversation within the hour. */
  forwards: number;
};

/** The forward of a reply to its rep, for the caller to ask for: at once or, above the cap, in the one digest of the hour. */
export async function forwardOf(
  tx: Tx,
  { audience, messageId, recipients, verdict, forwards }: ForwardRequest,
  { signingKey, now }: { signingKey: Buffer; now: Date },
): Promise<NewEffect[]> {
  const { portal, contact, token, target } = audience;
  if (!portal.settings.forward) return [];
  const { portalId, conversationId } = token;
  const about = { portalId, contactId: contact.id, conversationId, messageId };
  const given = { portalId, conversationId, sentMessageId: null, sentBy: token.sentBy };
  // A suspicion may be a person's mail, and the second of them says something else than the first.
  const fromPerson = mayBePersons(verdict);
  if (fromPerson && forwards >= HOURLY_CAP) {
    const hour = new Date(Math.ceil((now.getTime() + 1) / HOUR_MS) * HOUR_MS);
    const key = `digest:${conversationId}:${hour.toISOString()}`;
    if (await hasEffect(tx.sql, portal.portalId, key)) return [];
    const digest = { ...about, kind: 'digest', key, details: { replyTokenId: token.id }, runAfter: hour } as const;
    const { id } = await createReplyToken(tx.sql, { ...given, kind: 'rep' }, { key: signingKey, now });
    return [{ ...digest, replyTokenId: id }];
  }
  const problem = !target
    ? NOBODY
    : recipients.some(({ address }) => sameAddress(address, target.address))
      ? ALREADY_ADDRESSED
      : null;
  // An account that left is answered directly. Machine mail has nobody to answer; what a rep writes to it all the same
  // comes to us.
  const direct = audience.answersThrough === 'own_address';
  const address =
    problem || portal.state !== 'connected' || (direct && !fromPerson)
      ? null
      : await createReplyToken(tx.sql, direct ? given : { ...given, kind: 'rep', messageId }, {
          key: signingKey,
          now,
        });
  // Machine mail is forwarded once a conversation, kind and day, so that two robots cannot fill a mailbox.
  const day = now.toISOString().slice(0, 10);
  const key = fromPerson ? `forward:${messageId}` : `forward:${conversationId}:${verdict.kind}:${day}`;
  const forward = {
    ...about,
    kind: 'forward',
    key,
    replyTokenId: address?.id,
    details: { replyTokenId: token.id },
  } as const;
  return [{ ...forward, ...problem }];
}
