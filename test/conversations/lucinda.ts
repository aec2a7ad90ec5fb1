import { storeAttachments } from '../../lib/conversations/attachments.ts';
import { storeMainRecords } from '../../lib/conversations/contact-records.ts';
import { keepDraft } from '../../lib/conversations/drafts.ts';
import { sealBody } from '../../lib/conversations/message-bodies.ts';
import { addMessage, getMessage, reviseMessage } from '../../lib/conversations/messages.ts';
import { foldRollups } from '../../lib/conversations/rollups.ts';
import { dismissSuggestion } from '../../lib/conversations/suggestion-decisions.ts';
import { suppress } from '../../lib/conversations/suppressions.ts';
import { beginWait } from '../../lib/conversations/workflow-waits.ts';
import { storeInbound } from '../../lib/intake/inbound.ts';
import { isFirstPlacement } from '../../lib/intake/placed-mails.ts';
import { quarantine } from '../../lib/intake/quarantine.ts';
import { seal } from '../../lib/keyring.ts';
import { recordAudit } from '../../lib/portals/audit.ts';
import { once } from '../../lib/portals/once.ts';
import { KEYRING, ourContact, replyFrom, replyToken, type World } from '../hubspot/support.ts';
import { dump, openSealed } from '../support/dump.ts';

export const NEEDLES = ['lucinda', 'Lucinda Prado', 'zebra-prices'];

/** Which tables hold one of these: in every value of every row, and in what the sealed ones say. */
export async function search({ sql }: World, needles: string[]): Promise<string[]> {
  const stored = (await dump(sql)).map(({ table, row }) => ({ table, text: JSON.stringify(row) }));
  const all = [...stored, ...(await openSealed(sql, KEYRING))];
  return all.flatMap(({ table, text }) =>
    needles.filter((needle) => text.includes(needle)).map((needle) => `${table}: ${needle}`),
  );
}

/** A contact of whom something is kept in every table that keeps anything of a contact. */
export async function lucinda(w: World) {
  const record = w.hubspot.person.createContact({
    email: 'lucinda@prado.example',
    firstname: 'Lucinda',
    lastname: 'Prado',
  });
  const contact = await ourContact(w, record.id, 'lucinda@prado.example');
  await w.sql`update contacts set name = 'Lucinda Prado' where id = ${contact.id}`;
  await storeMainRecords(
    w.sql,
    w.portalId,
    new Map([[contact.id, { companyId: '91299001', dealId: null }]]),
    w.clock.now(),
  );
  const body = Buffer.from('From: lucinda@prado.example');
  const inboundId = await storeInbound(
    w.sql,
    { contentType: 'multipart/form-data', body, receivedAt: w.clock.now() },
    KEYRING,
  );
  const author = { name: 'Lucinda Prado', address: 'lucinda@prado.example' };
  const reply = await replyFrom(w, contact, {
    inboundId,
    author,
    body: { full: 'zebra-prices', html: '<p>zebra-prices</p>' },
  });
  await storeAttachments(
    w.sql,
    { portalId: w.portalId, messageId: reply.messageId, expiresAt: new Date('2027-01-01') },
    [
      {
        filename: 'lucinda.pdf',
        contentType: 'application/pdf',
        contentId: null,
        inline: false,
        blocked: false,
        content: Buffer.from('zebra-prices'),
      },
    ],
    KEYRING,
  );
  const { contactId, conversationId } = (await getMessage(w.sql, reply.messageId))!;
  await w.sql`update conversations set subject = 'zebra-prices' where id = ${conversationId}`;
  const logged = await addMessage(w.sql, {
    portalId: w.portalId,
    conversationId,
    contactId,
    kind: 'logged',
    channel: 'call',
    author: { name: 'Ana' },
    sealedBody: sealBody({ full: 'zebra-prices', new: 'zebra-prices' }, KEYRING),
    occurredAt: w.clock.now(),
    receivedAt: w.clock.now(),
  });
  const edit = { channel: 'call', occurredAt: w.clock.now(), subject: '', text: 'Nothing.', revision: 1 } as const;
  const message = (await getMessage(w.sql, logged))!;
  await reviseMessage(w.sql, { message, edit, by: { name: 'Ana' } }, { keyring: KEYRING, now: w.clock.now() });
  const placed = { portalId: w.portalId, conversationId, hash: 'ab'.repeat(32), inboundId };
  await isFirstPlacement(w.sql, placed, w.clock.now());
  const token = await replyToken(w, reply.conversationId);
  await quarantine(w.sql, {
    inboundId: inboundId!,
    portalId: w.portalId,
    replyTokenId: token.id,
    contactId: contact.id,
    reason: 'expired_token',
    fromAddress: 'lucinda@prado.example',
    subject: 'zebra-prices',
    excerpt: seal('zebra-prices', KEYRING),
    receivedAt: w.clock.now(),
  });
  const told = { portalId: w.portalId, by: { name: 'Ana' }, contactId: contact.id };
  await recordAudit(w.sql, { ...told, action: 'sender_judged', details: { as: 'contact' } }, w.clock.now());
  await beginWait(
    w.sql,
    { portalId: w.portalId, contactId: contact.id, callbackId: 'ap-1', expiresAt: new Date('2027-01-01') },
    w.clock.now(),
  );
  await foldRollups(w.sql, 100);
  await keepDraft(
    w.sql,
    { portalId: w.portalId, userId: '8150101', contactId: contact.id, messageId: null },
    { subject: 'To Lucinda Prado', text: 'zebra-prices', cc: '', ai: false },
    { keyring: KEYRING, now: w.clock.now() },
  );
  const about = (await getMessage(w.sql, reply.messageId))!;
  const by = { userId: '8150101', name: 'Ana Souza' };
  await dismissSuggestion(w.sql, { message: about, key: 'later:2027-01-04', by }, w.clock.now());
  await suppress(
    w.sql,
    { portalId: w.portalId, address: 'lucinda@prado.example', reason: 'asked', messageId: reply.messageId },
    w.clock.now(),
  );
  await w.sql.begin((tx) =>
    once(tx, { portalId: w.portalId, key: 'k' }, { keyring: KEYRING, now: w.clock.now() }, async () => ({
      ok: true,
      to: 'lucinda@prado.example',
    })),
  );
  return { record, contact, reply, token: token.token };
}
