import { expect, test } from 'vitest';
import { addAnalysis } from '../../../lib/conversations/analyses.ts';
import { storeAttachments } from '../../../lib/conversations/attachments.ts';
import { sealBody } from '../../../lib/conversations/message-bodies.ts';
import { addMessage } from '../../../lib/conversations/messages.ts';
import { changeStatus } from '../../../lib/conversations/status.ts';
import { syncPortal } from '../../../lib/hubspot/sync/sync-portal.ts';
import { retryAndWake } from '../../../lib/outbox/add-effects.ts';
import { SCOPES } from '../../sandbox/hubspot/seed.ts';
import {
  analysis,
  askFor,
  connect,
  drainAll,
  KEYRING,
  ourContact,
  replyFrom,
  replyToken,
  stateOf,
  storeReply,
  world,
} from '../support.ts';

test('a reply becomes an email, an event, one write of properties and a task', async () => {
  await using w = await world({ settings: { language: 'pt' } });
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id, record.properties.email);
  const reply = await replyFrom(w, contact);
  expect(await syncPortal(w.drain)).toEqual({ done: 4, failed: 0, waiting: 0, dueAt: null });
  const items = Object.fromEntries(w.hubspot.timeline(record.id).map((item) => [item.kind, item]));
  expect(Object.keys(items).sort()).toEqual(['email', 'event', 'task']);
  expect(items.email?.properties).toMatchObject({
    hs_email_direction: 'INCOMING_EMAIL',
    hs_email_subject: 'Re: Prices',
    hs_email_text: 'Please send me prices.\n\nAna wrote:\n> Hello',
    hs_email_html: '<p>Please send me prices.</p>',
    hs_email_from_email: record.properties.email,
    hs_email_to_email: 'ana.souza@vendas.example',
    hubspot_owner_id: '62010101',
  });
  expect(items.event).toMatchObject({
    eventTypeName: 'reply_analyzed',
    properties: { response_type: 'high_value', opportunity_score: '5', analyzed_by: 'rules', channel: 'email' },
  });
  expect(items.task?.properties).toMatchObject({
    hs_task_subject: 'Resposta de alto valor de Mariana Oliveira',
    hs_task_priority: 'HIGH',
    hs_task_status: 'NOT_STARTED',
    hubspot_owner_id: '62010101',
  });
  expect(items.task?.properties.hs_task_body).toContain('<li>Send the price list</li>');
  const dueIn = Date.parse(items.task!.properties.hs_timestamp!) - w.clock.now().getTime();
  expect(dueIn / 3_600_000).toBeCloseTo(24, 1);
  const updates = w.hubspot.calls().filter(({ path }) => path.endsWith('/contacts/batch/update'));
  expect(updates).toHaveLength(1);
  expect(w.hubspot.contact(record.id)?.properties).toMatchObject({
    reply_response_type: 'high_value',
    reply_sentiment: 'positive',
    reply_opportunity_score: '5',
    reply_follow_up_needed: 'true',
    reply_product_interest: 'very_interested',
    reply_action_items: 'Send the price list',
    reply_monthly_volume: 'about 40k emails a month',
    reply_count: '1',
  });
  expect((await stateOf(w, `email:${reply.messageId}`))?.result_id).toBe(`emails/${items.email?.id}`);
});

test('an account without email objects and app events gets notes; a correction rewrites the note', async () => {
  await using w = await world({ scopes: SCOPES.minimal });
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const { messageId, conversationId } = await replyFrom(w, contact);
  const change = {
    contact,
    conversationId,
    to: 'interested',
    author: { name: 'Ana Souza' },
    writeProperty: true,
  } as const;
  await w.drain.transact((tx) => changeStatus(tx, change, w.clock.now()));
  await drainAll(w);
  const notes = () =>
    w.hubspot
      .timeline(record.id)
      .filter(({ kind }) => kind === 'note')
      .map(({ properties }) => properties.hs_note_body!);
  expect(notes()).toHaveLength(3);
  expect(notes().join()).toContain('Please send me prices.');
  expect(notes().join()).toContain('Response type: High value');
  expect(notes().join()).toContain('Outreach status: Not contacted → Interested (Ana Souza)');
  expect(w.hubspot.contact(record.id)?.properties.reply_outreach_status).toBe('interested');

  const result = {
    analysis: analysis({ response_type: 'needs_handling' }),
    analyst: 'rules',
    promptVersion: '1',
    dropped: 0,
  };
  const by = { name: 'Ana Souza' };
  const corrected = await addAnalysis(
    w.sql,
    { portalId: w.portalId, messageId, result, correctedBy: by, correctsVersion: 1 },
    w.clock.now(),
  );
  const about = { portalId: w.portalId, contactId: contact.id, conversationId, messageId, analysisId: corrected.id };
  await askFor(w, [
    { ...about, kind: 'note_update', key: 'n2' },
    { ...about, kind: 'properties', key: 'p2' },
  ]);
  await drainAll(w);
  expect(notes()).toHaveLength(3);
  expect(notes().join()).toContain('corrected by a person');
  expect(notes().join()).toContain('Response type: Needs handling');
  expect(w.hubspot.contact(record.id)?.properties.reply_response_type).toBe('needs_handling');
  expect(w.hubspot.calls().filter(({ path }) => path.includes('/emails') || path.includes('/timeline/'))).toEqual([]);
});

test('an account with app events but no email objects gets a note for the mail and an event for what happened', async () => {
  const scopes = SCOPES.all.filter((scope) => scope !== 'sales-email-read');
  await using w = await world({ scopes });
  const record = w.hubspot.contacts()[0]!;
  await replyFrom(w, await ourContact(w, record.id));
  await drainAll(w);
  const timeline = w.hubspot.timeline(record.id);
  const events = timeline.filter(({ kind }) => kind === 'event').map(({ eventTypeName }) => eventTypeName);
  expect(events.sort()).toEqual(['reply_analyzed', 'reply_received']);
  expect(timeline.filter(({ kind }) => kind === 'note')).toHaveLength(1);
});

test('an answered conversation completes its task and takes the waiting time away', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const { conversationId } = await replyFrom(w, contact);
  await drainAll(w);
  expect(w.hubspot.contact(record.id)?.properties.reply_waiting_since).toBeTruthy();
  await w.sql`update conversations set waiting_since = null, state = 'answered' where id = ${conversationId}`;
  const about = { portalId: w.portalId, contactId: contact.id, conversationId };
  await askFor(w, [
    { ...about, kind: 'task_completion', key: 'done' },
    { ...about, kind: 'waiting_property', key: 'waiting' },
  ]);
  await drainAll(w);
  const task = w.hubspot.timeline(record.id).find(({ kind }) => kind === 'task');
  expect(task?.properties.hs_task_status).toBe('COMPLETED');
  expect(w.hubspot.contact(record.id)?.properties.reply_waiting_since).toBeUndefined();
});

test('a reply and its answer within one drain: the task is made and completed', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const { conversationId } = await replyFrom(w, contact);
  await askFor(w, [
    { portalId: w.portalId, contactId: contact.id, conversationId, kind: 'task_completion', key: 'done' },
  ]);
  await drainAll(w);
  const tasks = w.hubspot.timeline(record.id).filter(({ kind }) => kind === 'task');
  expect(tasks.map(({ properties }) => properties.hs_task_status)).toEqual(['COMPLETED']);
});

test('two replies of one contact are two writes, in the order in which they came in', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const early = new Date('2026-11-20T09:00:00Z');
  const late = new Date('2026-11-20T10:00:00Z');
  // The later reply was analyzed first.
  await replyFrom(w, contact, { receivedAt: late, analyzed: { response_type: 'needs_handling' } });
  await replyFrom(w, contact, { receivedAt: early, analyzed: { response_type: 'standard' } });
  await drainAll(w);
  const updates = w.hubspot.calls().filter(({ path }) => path.endsWith('/contacts/batch/update'));
  const written = updates.map(
    ({ requestBody }) => (requestBody as { inputs: { properties: Record<string, string> }[] }).inputs[0]?.properties,
  );
  expect(written.map((values) => values?.reply_response_type)).toEqual(['standard', 'needs_handling']);
});

test('an older reply that is analyzed late changes none of the newer one’s values', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  await replyFrom(w, contact, {
    receivedAt: new Date('2026-11-20T10:00:00Z'),
    analyzed: { response_type: 'needs_handling' },
  });
  await drainAll(w);
  await replyFrom(w, contact, {
    receivedAt: new Date('2026-11-20T09:00:00Z'),
    analyzed: { response_type: 'standard' },
  });
  await drainAll(w);
  expect(w.hubspot.contact(record.id)?.properties).toMatchObject({
    reply_response_type: 'needs_handling',
    reply_last_received_at: '2026-11-20T10:00:00.000Z',
  });
});

test('a file that HubSpot refuses stands under issues, and a retry hangs it on the entry', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const { messageId, conversationId } = await storeReply(w, contact);
  const kept = { portalId: w.portalId, messageId, expiresAt: new Date('2027-03-01') };
  const file = { contentId: null, inline: false, content: Buffer.from('PK'), blocked: false };
  await storeAttachments(w.sql, kept, [{ ...file, filename: 'plan.zip', contentType: 'application/zip' }], KEYRING);
  w.hubspot.fault({ match: '/files/', effect: 400, times: 2 });
  await askFor(w, [
    { portalId: w.portalId, contactId: contact.id, conversationId, messageId, kind: 'email_object', key: 'e' },
  ]);
  await drainAll(w);
  const [row] = await w.sql<{ id: string; key: string }[]>`select id, key from effects where kind = 'file_upload'`;
  const issue = { state: 'needs_attention', reason: 'file_refused', details: { filename: 'plan.zip', status: 400 } };
  expect(await stateOf(w, 'e')).toMatchObject({ state: 'done' });
  expect(await stateOf(w, row!.key)).toMatchObject(issue);
  expect(w.hubspot.timeline(record.id)[0]?.properties.hs_email_text).toContain('plan.zip');
  const retry = () => w.drain.transact((tx) => retryAndWake(tx, { portalId: w.portalId, id: row!.id }, w.clock.now()));
  await retry();
  await drainAll(w);
  expect(await stateOf(w, row!.key)).toMatchObject(issue);
  await retry();
  await drainAll(w);
  expect(await stateOf(w, row!.key)).toMatchObject({ state: 'done' });
  expect(w.hubspot.timeline(record.id)[0]?.properties.hs_attachment_ids).toMatch(/^\d+$/);
});

test('attachments are uploaded once and hang on the timeline item; executables stay here and are named', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const reply = await storeReply(w, await ourContact(w, record.id));
  const kept = { portalId: w.portalId, messageId: reply.messageId, expiresAt: new Date('2027-03-01') };
  const file = { contentId: null, inline: false, content: Buffer.from('%PDF-1.7') };
  await storeAttachments(
    w.sql,
    kept,
    [
      { ...file, filename: 'prices.pdf', contentType: 'application/pdf', blocked: false },
      { ...file, filename: 'run.exe', contentType: 'application/x-msdownload', blocked: true },
    ],
    KEYRING,
  );
  w.hubspot.fault({ match: '/emails/batch/create', effect: 429, times: 1 });
  const [{ contact_id: contactId }] =
    (await w.sql`select contact_id from messages where id = ${reply.messageId}`) as unknown as [{ contact_id: string }];
  await askFor(w, [{ portalId: w.portalId, contactId, messageId: reply.messageId, kind: 'email_object', key: 'e' }]);
  await drainAll(w);
  expect(w.hubspot.calls().filter(({ path }) => path.startsWith('/files/'))).toHaveLength(1);
  const email = w.hubspot.timeline(record.id)[0];
  expect(email?.properties.hs_attachment_ids).toMatch(/^\d+$/);
  expect(email?.properties.hs_email_text).toContain('Attachments: run.exe');
});

test('a reply that HubSpot logged itself from an inbox in copy is linked, not written a second time', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const messageId = 'CAF+abc@mail.kunde.example';
  const logged = w.hubspot.person.logEmail(record.id, {
    hs_timestamp: '2026-11-22T10:00:00Z',
    hs_email_direction: 'INCOMING_EMAIL',
    hs_email_message_id: `<${messageId}>`,
  });
  const reply = await storeReply(w, contact, { messageId });
  const kept = { portalId: w.portalId, messageId: reply.messageId, expiresAt: new Date('2027-03-01') };
  const file = { contentId: null, inline: false, blocked: false, content: Buffer.from('%PDF-1.7') };
  await storeAttachments(w.sql, kept, [{ ...file, filename: 'prices.pdf', contentType: 'application/pdf' }], KEYRING);
  const about = { portalId: w.portalId, contactId: contact.id, messageId: reply.messageId };
  await askFor(w, [{ ...about, kind: 'email_object', key: 'e', details: { expectLogged: true } }]);
  await drainAll(w);
  expect(await stateOf(w, 'e')).toMatchObject({ state: 'done', result_id: `emails/${logged.id}` });
  expect(w.hubspot.timeline(record.id)).toHaveLength(1);
  expect(w.hubspot.calls().filter(({ path }) => path.startsWith('/files/'))).toEqual([]);
});

test('a sent mail, its reply address and the opt-out of its reader reach HubSpot', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id, record.properties.email);
  const { conversationId } = await storeReply(w, contact);
  const messageId = await addMessage(w.sql, {
    portalId: w.portalId,
    conversationId,
    contactId: contact.id,
    kind: 'sent',
    direction: 'outgoing',
    author: { name: 'Ana Souza', address: 'ana.souza@vendas.example' },
    subject: 'Prices',
    sealedBody: sealBody({ full: 'Hello', new: 'Hello' }, KEYRING),
    occurredAt: w.clock.now(),
    receivedAt: w.clock.now(),
  });
  const token = await replyToken(w, conversationId, messageId);
  await w.sql`insert into suppressions (portal_id, address, reason, created_at) values (${w.portalId}, ${contact.addresses[0]!}, 'asked', now())`;
  const about = { portalId: w.portalId, contactId: contact.id, conversationId, messageId };
  await askFor(w, [
    { ...about, kind: 'email_object', key: 'e' },
    { ...about, kind: 'address_property', key: 'a', replyTokenId: token.id },
    { ...about, kind: 'unsubscribe', key: 'u' },
  ]);
  await drainAll(w);
  const email = w.hubspot.timeline(record.id)[0];
  expect(email?.properties).toMatchObject({
    hs_email_direction: 'EMAIL',
    hs_email_status: 'SENT',
    hs_email_to_email: record.properties.email,
  });
  expect(w.hubspot.contact(record.id)?.properties).toMatchObject({
    reply_address: w.drain.replyAddressOf(token.id),
    reply_address_expires_at: token.expiresAt.toISOString(),
    hs_email_optout: 'true',
  });
});

test('an opt-out that the app may not tell HubSpot of stands there for a person, and goes once it may', async () => {
  const scopes = SCOPES.all.filter((scope) => !scope.startsWith('communication_preferences'));
  await using w = await world({ scopes });
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id, record.properties.email);
  await w.sql`insert into suppressions (portal_id, address, reason, created_at) values (${w.portalId}, ${contact.addresses[0]!}, 'asked', now())`;
  await askFor(w, [{ portalId: w.portalId, contactId: contact.id, kind: 'unsubscribe', key: 'u' }]);
  await drainAll(w);
  expect(await stateOf(w, 'u')).toMatchObject({
    state: 'needs_attention',
    reason: 'opt_out_by_hand',
    details: { addresses: record.properties.email },
    next_step: 'opt_out_in_hubspot',
  });
  await connect(w);
  const [effect] = await w.sql<{ id: string }[]>`select id from effects where key = 'u'`;
  await w.drain.transact((tx) => retryAndWake(tx, { portalId: w.portalId, id: effect!.id }, w.clock.now()));
  await drainAll(w);
  expect(await stateOf(w, 'u')).toMatchObject({ state: 'done' });
  expect(w.hubspot.contact(record.id)?.properties.hs_email_optout).toBe('true');
});

test('a logged call becomes a note with its author', async () => {
  await using w = await world({ settings: { language: 'es' } });
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const reply = await storeReply(w, contact, {
    kind: 'logged',
    channel: 'call',
    author: { name: 'Diego Ruiz' },
    subject: '',
    body: { full: 'Quiere <precios>', html: null },
  });
  await askFor(w, [
    { portalId: w.portalId, contactId: contact.id, messageId: reply.messageId, kind: 'note', key: 'n' },
  ]);
  await drainAll(w);
  expect(w.hubspot.timeline(record.id)[0]?.properties.hs_note_body).toBe(
    '<p><strong>Respuesta recibida (llamada)<br>Registrado por Diego Ruiz</strong></p><p>Quiere &lt;precios&gt;</p>',
  );
});

test('a text above HubSpot’s limit is cut with a word on where the rest is', async () => {
  await using w = await world();
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const reply = await storeReply(w, contact, {
    body: { full: `${'a'.repeat(70_000)} end`, html: `<p>${'b'.repeat(70_000)}</p>` },
  });
  await askFor(w, [
    { portalId: w.portalId, contactId: contact.id, messageId: reply.messageId, kind: 'email_object', key: 'e' },
  ]);
  await drainAll(w);
  const { hs_email_text: text, hs_email_html: html } = w.hubspot.timeline(record.id)[0]!.properties;
  expect(text?.length).toBeLessThanOrEqual(65_536);
  expect(text).toMatch(/\[…] The full text is in the Reply Tracking card\.$/);
  expect(html).toBeUndefined();
});

const emailOf = async (
  w: Awaited<ReturnType<typeof world>>,
  body: { full: string; html: string | null },
  name: string,
) => {
  const record = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, record.id);
  const { messageId } = await storeReply(w, contact, { body, author: { name, address: record.properties.email! } });
  await askFor(w, [{ portalId: w.portalId, contactId: contact.id, messageId, kind: 'email_object', key: 'e' }]);
  await drainAll(w);
  return w.hubspot.timeline(record.id)[0]!.properties;
};

test('a body that begins like a formula is text, and so are the names that HubSpot makes properties of', async () => {
  await using w = await world();
  const formula = '=HYPERLINK("https://evil.example";"Prices")';
  const shown = await emailOf(w, { full: formula, html: formula }, '=cmd @SUM(A1)');
  expect(shown.hs_email_text).toBe(`'${formula}`);
  expect(shown.hs_email_html).toMatch(/^'=HYPERLINK/);
  const { from } = JSON.parse(shown.hs_email_headers!);
  expect(from).toMatchObject({ firstName: "'=cmd", lastName: "'@SUM(A1)" });
});

test('thousands of braces and brackets do not make a mail longer than HubSpot takes', async () => {
  await using w = await world();
  const text = '{{](x) '.repeat(9_300);
  expect(text.length).toBeLessThan(65_536);
  const shown = await emailOf(w, { full: text, html: `<p>${text}</p>` }, 'Max');
  expect(shown.hs_email_text!.length).toBeLessThanOrEqual(65_536);
  expect(shown.hs_email_text).toMatch(/\[…\] The full text is in the Reply Tracking card\.$/);
  expect(shown.hs_email_html).toBeUndefined();
});
