import { randomUUID } from 'node:crypto';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TimelinePage } from '../../cards/dto/timeline.ts';
import { deriveReplyToken } from '../../lib/conversations/reply-tokens.ts';
import { ownMessageId } from '../../lib/mail/own-marks/message-ids.ts';
import { readTokens } from '../../lib/portals/access-tokens.ts';
import { type Caller, createCaller, sendTracked } from '../cards/support.ts';
import { REPLY_DOMAIN } from '../sandbox/index.ts';
import { type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { type DumpedRow, dump, openSealed } from '../support/dump.ts';
import { readings } from '../support/find-token.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { settled } from '../support/settled.ts';
import { storedBodies } from '../support/stored-bodies.ts';

/**
 * What SECURITY.md names as standing in clear of what people wrote: subjects, file names, and what an analyst found with
 * the words that prove it. Everything else that anybody wrote has to be sealed.
 */
const IN_CLEAR: Record<string, string[]> = {
  messages: ['subject', 'absence'],
  conversations: ['subject', 'subject_key'],
  quarantine: ['subject'],
  attachments: ['filename'],
  analyses: ['fields'],
  action_items: ['text', 'quote'],
};

let sandbox: TestSandbox;
let sent: Sent;
let rows: DumpedRow[];
let log: string;

beforeAll(async () => {
  sandbox = await testSandbox();
  sent = await sendOutreach(sandbox);
  await play();
  rows = await dump(sandbox.app.context.sql);
  log = sandbox.logLines();
}, 180_000);
afterAll(() => sandbox?.close());

const sql = () => sandbox.app.context.sql;
const mailTo = (to: string, mail: SendMailOptions & { envelope?: { from: string; to: string } }) =>
  createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({ to, ...mail });

/** Everything that stores something: mails of every kind, the cards, a workflow's address, an edit, a late reply. */
async function play(): Promise<void> {
  const { replyAddress, contactAddress, contactId, mail } = sent;
  await playAnswer(sandbox, sent, () => {});
  const ours = sandbox.sendgrid.eml(mail.id)!;
  const split = replyAddress.replace(/(?<=\+....)/, '<wbr>');
  await mailTo(replyAddress, {
    from: { name: `Answer ${replyAddress}`, address: contactAddress },
    subject: `Re: ${replyAddress} in the subject`,
    text: `The quarterly figures that you asked for stand in the attached walrus table. Write to ${replyAddress}.`,
    html: `<p>The quarterly figures that you asked for stand in the attached walrus table. <a href="mailto:${replyAddress}">${split}</a></p>`,
    attachments: [
      { filename: 'ours.eml', content: ours, contentType: 'message/rfc822' },
      { filename: 'ours.html', content: `<p>${split}</p>`, contentType: 'text/html' },
      { filename: `${replyAddress}.txt`, content: `The walrus table was made for nobody else. ${replyAddress}` },
    ],
  });
  await mailTo(replyAddress, {
    from: 'eve@elsewhere.example',
    subject: 'Re: prices',
    text: 'This stranger would like to have the complete price list sent to a private mailbox at once.',
  });
  await mailTo(`reply+0123456789abcdef@${REPLY_DOMAIN}`, {
    from: 'lost@elsewhere.example',
    subject: 'Somewhere else',
    text: 'This mail was meant for an address that nobody was ever given by this company.',
  });
  const report = [
    'From: mailer-daemon@kunde.example',
    `To: ${replyAddress}`,
    'Subject: Undelivered',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'The mailbox of this customer is full until the end of the year, says the walrus server.',
    '--b',
    'Content-Type: message/rfc822',
    'Content-Transfer-Encoding: base64',
    '',
    ours.toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--b--',
    '',
  ].join('\r\n');
  await mailTo(replyAddress, { raw: report, envelope: { from: '', to: replyAddress } });
  await playCards(contactId);
  await settled(sandbox);
  await playComposer(createCaller(sandbox), contactId);
}

async function playCards(contactId: string): Promise<void> {
  const caller: Caller = createCaller(sandbox);
  await sendTracked(sandbox, caller, contactId, 'A second offer');
  const entry = {
    direction: 'incoming',
    channel: 'call',
    occurredAt: sandbox.clock.now().toISOString(),
    text: 'She said on the phone that the walrus department decides about it in the second week of May.',
  };
  const logged = await caller.post<{ message: { id: string } }>(`/contacts/${contactId}/log`, entry);
  const { direction: _, ...edit } = { ...entry, text: `${entry.text} She will call us back herself.`, revision: 1 };
  await caller.post(`/messages/${logged.message.id}/edit`, edit);
  await caller.post('/settings/forward-address', { scope: 'user', address: 'ana@post.example' });
  await caller.post('/test-reply', { hubspotId: contactId });
  const { messages } = await caller.get<TimelinePage>(`/contacts/${contactId}/timeline`);
  const stranger = messages.find(({ author }) => author.address === 'eve@elsewhere.example');
  if (stranger) await caller.post(`/messages/${stranger.id}/accept-sender`, { key: randomUUID() });
}

/** What leaves later, what was begun and never sent, and the settings whose change stands in the history. */
async function playComposer(caller: Caller, contactId: string): Promise<void> {
  const at = `/contacts/${contactId}`;
  const { messages } = await caller.get<TimelinePage>(`${at}/timeline`);
  const reply = messages.find(({ kind, author }) => kind === 'reply' && author.address === sent.contactAddress);
  const sendAt = new Date(sandbox.clock.now().getTime() + 86_400_000).toISOString();
  const text = 'This answer of ours leaves tomorrow and tells the walrus department what the seats cost.';
  await caller.post(`${at}/email`, {
    subject: 'Re: seats',
    text,
    key: randomUUID(),
    answeredMessageId: reply?.id,
    sendAt,
  });
  const draft = { subject: 'Begun', text: 'This draft was begun for the walrus department and never sent to it.' };
  await caller.post(`${at}/draft`, { draft: { ...draft, cc: '' } });
  const body = 'We thank the walrus department for its question and answer it by Friday.';
  await caller.post('/templates', { name: 'Thanks', subject: 'Thanks', text: body, shared: true });
  await caller.post('/settings/user', { signature: 'Ana Souza' });
  await caller.post('/settings/words', { words: { highValue: ['second site'] } });
  await caller.post('/settings', { settings: { ai: false } });
}

/** What was typed and has no message of its own yet. */
const TYPED = ['This draft was begun for the walrus dep', 'This answer of ours leaves tomorrow and'];

/** A value as whoever holds the dump can read it. */
const readingsOf = (value: unknown): string[] => {
  if (value === null || value === undefined) return [];
  if (Buffer.isBuffer(value) || value instanceof Uint8Array) return readings(Buffer.from(value));
  return readings(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
};

/** Where in the dump one of these stands, each searched as `readings` gives texts: lower case, without spaces. */
function find(needles: string[], skip: Record<string, string[]> = {}): string[] {
  const wanted = [...new Set(needles.map((needle) => needle.replace(/[\s>]+/g, '').toLowerCase()))];
  const found = rows.flatMap(({ table, row }) =>
    Object.entries(row)
      .filter(([column]) => !skip[table]?.includes(column))
      .filter(([, value]) => readingsOf(value).some((text) => wanted.some((needle) => text.includes(needle))))
      .map(([column]) => `${table}.${column}`),
  );
  return [...new Set(found)];
}

const replyTokens = () =>
  rows
    .filter(({ table }) => table === 'reply_tokens')
    .map(({ row }) => deriveReplyToken(sandbox.app.context.signingKey, String(row.id)));

/** Pieces of every body, long enough to be nobody else's words. */
async function pieces(): Promise<string[]> {
  const bodies = await storedBodies(sandbox.app.context);
  const texts = bodies.flatMap((body) => [body.full, body.new, body.quoted, body.signature, body.html ?? '']);
  return texts.flatMap((text) => {
    const flat = text
      .replace(/<[^<>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const starts = Array.from({ length: Math.floor(flat.length / 40) }, (_, n) => n * 40);
    return starts.map((start) => flat.slice(start, start + 40)).filter((piece) => piece.length === 40);
  });
}

test('the play has filled the tables that hold something of a mail', () => {
  const tables = new Set(rows.map(({ table }) => table));
  for (const table of [
    'messages',
    'message_revisions',
    'attachment_chunks',
    'inbound_chunks',
    'analyses',
    'quarantine',
    'client_keys',
    'effects',
    'audit',
    'drafts',
    'templates',
  ])
    expect(tables).toContain(table);
  expect([...tables].some((table) => table.startsWith('pgboss.'))).toBe(true);
  expect(replyTokens().length).toBeGreaterThan(4);
});

test('what is searched for is found where it is not sealed: the sealed values hold it', async () => {
  const opened = (await openSealed(sql(), sandbox.app.context.keyring)).map(({ table, text }) => ({
    table,
    row: { text: Buffer.from(text, 'latin1') },
  }));
  const [tokens, words, kept] = [replyTokens(), await pieces(), rows];
  rows = opened;
  const found = [find(tokens), find(words)];
  rows = kept;
  expect(found[0]).toEqual(['inbound.text']);
  expect(found[1]).toEqual(
    expect.arrayContaining(['messages.text', 'inbound.text', 'client_keys.text', 'message_revisions.text']),
  );
});

test('no usable reply address, in any reading of any value', () => expect(find(replyTokens())).toEqual([]));

test('no Message-ID of ours that would place a mail and vouch for its sender', () => {
  const { signingKey } = sandbox.app.context;
  const ids = rows
    .filter(({ table }) => table === 'messages')
    .map(({ row }) => ownMessageId(String(row.id), signingKey, REPLY_DOMAIN));
  expect(find(ids)).toEqual([]);
});

test('no OAuth token', async () => {
  const stored = await readTokens(sql(), sandbox.portalId, sandbox.app.context.keyring);
  expect(find([stored!.tokens.accessToken, stored!.tokens.refreshToken])).toEqual([]);
});

test('no secret of the configuration', () => {
  const { signingKey, keyring } = sandbox.app.context;
  const keys = [signingKey, ...Object.values(keyring.keys)];
  const secrets = [
    sandbox.hubspot.app.clientSecret,
    sandbox.sendgrid.apiKey,
    sandbox.gemini.apiKey,
    sandbox.inboundUrl.split('/').at(-1)!,
    ...keys.flatMap((key) => [key.toString('latin1'), key.toString('base64'), key.toString('hex')]),
  ];
  expect(secrets.every((secret) => secret.length >= 8)).toBe(true);
  expect(find(secrets)).toEqual([]);
});

test('no words of a mail, a call or a test beyond what SECURITY.md names', async () => {
  const all = await pieces();
  expect(all.length).toBeGreaterThan(20);
  expect(find([...all, ...TYPED], IN_CLEAR)).toEqual([]);
});

test('and of these no whole mail', async () => {
  const bodies = (await storedBodies(sandbox.app.context)).map((body) => body.new).filter((text) => text.length > 120);
  expect(bodies.length).toBeGreaterThan(1);
  expect(find(bodies)).toEqual([]);
});

test('the debug log of the same run holds no address, no words, no token and no secret', async () => {
  expect(log.split('\n').length).toBeGreaterThan(5);
  expect(log.match(/[\w.+-]+@[\w-]+\.[a-z]+/gi) ?? []).toEqual([]);
  const stored = await readTokens(sql(), sandbox.portalId, sandbox.app.context.keyring);
  const unwanted = [
    ...replyTokens(),
    ...(await pieces()),
    ...Object.values(stored!.tokens),
    sandbox.hubspot.app.clientSecret,
    sandbox.sendgrid.apiKey,
    sandbox.gemini.apiKey,
    sandbox.inboundUrl.split('/').at(-1)!,
  ];
  expect(unwanted.filter((one) => log.includes(one))).toEqual([]);
});
