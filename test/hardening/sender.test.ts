import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReplyToken } from '../../lib/conversations/reply-tokens.ts';
import { storeInbound } from '../../lib/intake/inbound.ts';
import type { JobContext } from '../../lib/jobs/context.ts';
import { place } from '../../lib/jobs/place.ts';
import { ownMessageId } from '../../lib/mail/own-marks/message-ids.ts';
import { createThreads } from '../../lib/threads.ts';
import { CUSTOMER, keyring, PORTAL_ID, REP, world } from '../conversations/support.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { multipart, type PostPart } from '../support/inbound-post.ts';
import { placingContext, replyDomain, signingKey } from '../support/placing.ts';

const now = new Date('2026-11-02T10:00:00Z');
const threads = createThreads({ size: 1, timeLimitMs: 20_000 });

let database: TestDatabase;
let context: JobContext;
let contactId: string;
let conversationId: string;
/** Message-IDs, without brackets: of a mail sent to this contact, of one sent to another, of a forward, and a forged one. */
let ids: Record<'own' | 'others' | 'forward' | 'forged', string>;
beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  const other = await world(sql, now);
  const w = await world(sql, now);
  ({ conversationId } = w);
  contactId = w.contact.id;
  const idOf = (uuid: string) => ownMessageId(uuid, signingKey, replyDomain);
  const own = await w.sent();
  ids = {
    own: idOf(own.id),
    others: idOf((await other.sent()).id),
    forward: idOf('0190a3c4-0000-7000-8000-000000000001'),
    forged: idOf(own.id).replace(/\.[0-9a-f]{16}@/, '.0123456789abcdef@'),
  };
  context = placingContext({ sql, threads, now: () => now });
});
afterAll(async () => {
  await threads.close();
  await database.close();
});

type Mail = { from?: string; headers?: string[]; envelopeFrom?: string; spf?: string; dkim?: string; body?: string };

/** A mail to the contact's own reply address, placed; returns the stored message and what it asks for. */
async function arrives({
  from = CUSTOMER,
  headers = [],
  envelopeFrom = from,
  spf = 'none',
  dkim = 'none',
  body,
}: Mail) {
  const { sql } = database;
  const sentBy = { userId: null, ownerId: null, name: 'Ana', address: REP };
  const given = { portalId: PORTAL_ID, conversationId, sentMessageId: null, sentBy };
  const { token } = await createReplyToken(sql, given, { key: signingKey, now });
  const to = `reply+${token}@${replyDomain}`;
  const head = [`From: ${from}`, `To: ${to}`, 'Subject: Re: Offer', ...headers];
  const parts: PostPart[] = [
    { name: 'email', value: `${head.join('\r\n')}\r\n${body ?? '\r\nHello.'}` },
    { name: 'envelope', value: JSON.stringify({ to: [to], from: envelopeFrom }) },
    { name: 'SPF', value: spf },
    { name: 'dkim', value: dkim },
  ];
  const inboundId = await storeInbound(sql, { ...multipart(parts), receivedAt: now }, keyring);
  await place(context, { inboundId });
  const [message] = await sql<{ id: string; trust: string; counted_at: Date | null }[]>`
    select id, trust, counted_at from messages where inbound_id = ${inboundId}`;
  const effects = await sql<{ kind: string; state: string }[]>`
    select kind, state from effects where message_id = ${message!.id} order by seq`;
  const asked = effects.map(({ kind, state }) => `${kind} ${state}`).filter((one) => !one.startsWith('forward'));
  return { trust: message!.trust, counted: message!.counted_at !== null, asked };
}

const WRITTEN = ['email_object pending'];
const evil = { envelopeFrom: 'eve@evil.example', spf: 'pass', dkim: '{@evil.example : pass}' };
const answers = (id: string) => ({ headers: [`In-Reply-To: <${id}>`] });
const forges = (line: string) => ({ ...evil, headers: [`DKIM-Signature: v=1; d=evil.example; ${line}; b=AAAA`] });

test.each<[attack: string, expected: string, Mail & { now?: () => Mail }]>([
  ['the contact, proven', 'verified', { spf: 'pass' }],
  ['a forger whose own domain passes both', 'unproven', evil],
  ['the contact’s address from a server that nobody proves', 'unproven', {}],
  [
    'the contact’s own name in a DKIM identity of the forger',
    'unproven',
    { ...forges('i=@acme.example : pass, @evil.example'), dkim: '{@acme.example : pass, @evil.example : pass}' },
  ],
  ['the contact’s domain refuses the server', 'failed', { spf: 'fail' }],
  ['a colleague without a proof', 'unproven', { from: 'boss@acme.example' }],
  ['a colleague, proven', 'colleague', { from: 'eva@acme.example', spf: 'pass' }],
  ['a stranger, proven for themselves', 'unknown', { ...evil, from: 'eve@evil.example' }],
  ['it answers our mail to this contact', 'known', { now: () => answers(ids.own) }],
  ['it names our mail in References', 'known', { now: () => ({ headers: [`References: <a@b> <${ids.own}>`] }) }],
  [
    'a forger who answers our mail and fails the domain’s SPF',
    'unproven',
    { spf: 'fail', now: () => answers(ids.own) },
  ],
  ['a mail of ours to another contact proves nothing', 'unproven', { now: () => answers(ids.others) }],
  ['nor does the id of a forward', 'unproven', { now: () => answers(ids.forward) }],
  ['nor an id that we did not sign', 'unproven', { now: () => answers(ids.forged) }],
])('%s: %s', async (_attack, expected, { now: late, ...mail }) => {
  const { trust, counted, asked } = await arrives({ ...mail, ...late?.() });
  expect(trust).toBe(expected);
  const trusted = ['verified', 'known', 'colleague'].includes(expected);
  expect(counted).toBe(trusted);
  expect(asked).toEqual(trusted ? WRITTEN : expected === 'failed' ? ['email_object held'] : ['note pending']);
});

test.each<[report: string, Mail, (id: string) => string]>([
  ['forged, without any mail of ours', { from: 'mailer-daemon@evil.example', envelopeFrom: '' }, () => ''],
  [
    'with the signed id of our mail, which anybody has who got it',
    { from: 'mailer-daemon@evil.example', envelopeFrom: '' },
    (id) => `\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${id}>\r\nTo: ${CUSTOMER}\r\n`,
  ],
  [
    'from the contact’s own server',
    { from: 'mailer-daemon@acme.example', envelopeFrom: 'mailer-daemon@acme.example', spf: 'pass' },
    (id) => `\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${id}>\r\nTo: ${CUSTOMER}\r\n`,
  ],
])('a delivery report %s makes no address dead', async (_what, mail, returned) => {
  const body = [
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'The address does not exist.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.example',
    '',
    `Final-Recipient: rfc822; ${CUSTOMER}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    `${returned(ids.own)}`,
    '--b--',
    '',
  ].join('\r\n');
  await arrives({ ...mail, body });
  const [contact] = await database.sql`select dead_addresses from contacts where id = ${contactId}`;
  expect(contact).toEqual({ dead_addresses: [] });
});
