import type { ContactSummary } from '../../cards/dto/contact.ts';
import { LISTED_NUMBERS } from '../../cards/dto/numbers.ts';
import { listQuarantine } from '../../lib/intake/quarantine.ts';
import { createCaller, customerMail, hubspotIdOf, sendTracked } from '../cards/support.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, type TestSandbox } from '../support/sandbox.ts';

/** A day of the product: every page is opened, every button pressed, mail of each kind comes, and a person is erased. */
export async function playDay(sandbox: TestSandbox): Promise<void> {
  const caller = createCaller(sandbox);
  const { hubspot, clock, portalId } = sandbox;
  const { sql } = sandbox.app.database;
  const hubspotId = hubspotIdOf(sandbox, 'Carter');
  const occurredAt = clock.now().toISOString();
  const { replyTo, to } = await sendTracked(sandbox, caller, hubspotId, 'Rates');

  const reply = (text: string, from = to, authentication: 'pass' | 'fail' = 'pass') =>
    customerMail(sandbox, { from, to: replyTo, subject: 'Re: Rates', text, authentication });
  await reply('Please send the prices for 40 shops.');
  const { id: messageId } = await until(async () => {
    const { latestReply } = await caller.get<ContactSummary>(`/contacts/${hubspotId}/summary`);
    return latestReply?.analysis ? latestReply : null;
  }, 'the reply is analyzed');
  await reply('This is not what we ordered, call me today.', 'somebody@private.example');
  await reply('I am on vacation until Monday.', to, 'fail');
  await customerMail(sandbox, {
    from: to,
    to: 'reply+0000000000000000@reply.vendas.example',
    subject: 'Hi',
    text: 'Hi',
  });
  await caller.get('/home');
  await caller.get('/first-run');
  const [today, begin] = [0, 27].map((days) =>
    new Date(clock.now().getTime() - days * 86_400_000).toISOString().slice(0, 10),
  );
  for (const whose of ['mine', 'team', 'everyone'])
    await caller.get(`/numbers?from=${begin}&to=${today}&whose=${whose}`);
  for (const number of LISTED_NUMBERS)
    await caller.get(`/numbers/list?from=${begin}&to=${today}&whose=everyone&source=composer&number=${number}`);
  await caller.get('/settings');
  await caller.get('/health');
  await caller.get(`/contacts/${hubspotId}/timeline`);
  await caller.get(`/messages/${messageId}`);
  await caller.post(`/contacts/${hubspotId}/log`, {
    direction: 'incoming',
    channel: 'call',
    subject: 'Call',
    text: 'Wants 40.',
    occurredAt,
  });
  await caller.post(`/contacts/${hubspotId}/status`, { status: 'interested' });
  await caller.post(`/messages/${messageId}/confirmation`, { version: 1 });
  await caller.post(`/messages/${messageId}/correction`, { version: 1, fields: { sentiment: 'negative' } });
  await caller.post(`/contacts/${hubspotId}/reply-address`, {});
  await caller.post(`/contacts/${hubspotId}/answered`, {});
  await caller.post('/settings', { settings: { tasks: true } });
  await caller.post('/test-reply', {});

  const [failed] = await sql<{ id: string }[]>`
    select id from effects where portal_id = ${portalId} and state = 'needs_attention' order by seq desc limit 1`;
  await caller.post('/effects/retry', { effectIds: [failed?.id] });
  const [late] = await sql<{ id: string }[]>`
    select id from quarantine where portal_id = ${portalId} and reason = 'expired_token' order by received_at desc limit 1`;
  await caller.post(`/late-replies/${late?.id}/attach`, {});

  await listQuarantine(sql, null, 50);
  await listQuarantine(sql, portalId, 50);

  await passTime(sandbox, 120);
  await sandbox.app.context.queue.transact(async ({ enqueue }) => enqueue('sweep', {}));
  await sandbox.app.context.queue.transact(async ({ enqueue }) => enqueue('retention', {}));
  // Four months of rows go in parts; statements are looked at once that has come to rest, or they meet half of it.
  await until(
    async () => {
      const live = await sql`select 1 from pgboss.job where name = 'retention' and state < 'completed' limit 1`;
      return live.length === 0 ? true : null;
    },
    'retention has come to rest',
    200,
  );
  hubspot.person.privacyDelete(hubspotId);
  await until(async () => {
    const [row] = await sql`select 1 from tombstones where portal_id = ${portalId} and hubspot_id = ${hubspotId}`;
    return row ? true : null;
  }, 'the contact is erased');
}
