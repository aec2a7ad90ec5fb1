import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComposerView, DraftedReply } from '../../cards/dto/compose.ts';
import type { ContactSummary, Sent } from '../../cards/dto/contact.ts';
import type { TimelineMessage, TimelinePage } from '../../cards/dto/timeline.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { settled } from '../support/settled.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
}, 60_000);
afterAll(() => sandbox?.close());

const mailsTo = (address: string, subject: string) =>
  sandbox.sendgrid.messages(address).filter((each) => each.subject === subject);

/** A tracked email and the customer's reply to it, with a colleague in copy. */
async function conversation(
  lastName: string,
  subject: string,
): Promise<{ contact: string; reply: TimelineMessage; address: string }> {
  const contact = hubspotIdOf(sandbox, lastName);
  const { replyTo, to } = await sendTracked(sandbox, caller, contact, subject);
  const domain = to.split('@')[1]!;
  await customerMail(sandbox, {
    from: to,
    to: `${replyTo}, Petra Vos <petra.vos@${domain}>`,
    subject: `Re: ${subject}`,
    text: 'Please send the price for 40 seats.\r\nThanks',
    envelopeTo: [replyTo],
  });
  const reply = await until(async () => {
    const { messages } = await caller.get<TimelinePage>(`/contacts/${contact}/timeline`);
    return messages.find(({ kind, subject: each }) => kind === 'reply' && each === `Re: ${subject}`) ?? null;
  }, `the reply to "${subject}" is there`);
  await settled(sandbox);
  return { contact, reply, address: to };
}

const waiting = async (contact: string) => (await caller.get<ContactSummary>(`/contacts/${contact}/summary`)).waiting;

describe('an answer from the composer', () => {
  test('goes the way of an answer from a mail program, and closes the waiting', async () => {
    const { contact, reply, address } = await conversation('Carter', 'Rates');
    expect(await waiting(contact)).not.toBeNull();
    const view = await caller.get<ComposerView>(`/contacts/${contact}/composer?answered=${reply.id}`);
    const domain = address.split('@')[1]!;
    expect(view).toMatchObject({ problem: null, named: true, draft: null, cc: `Petra Vos <petra.vos@${domain}>` });
    expect(view.to).toContain(address);
    await caller.post('/settings/user', { signature: 'Ana Souza\nSales, Vendas' });

    const key = randomUUID();
    const body = { key, subject: 'Re: Rates', text: 'It is 12 € a seat.', answeredMessageId: reply.id, cc: view.cc };
    const [first, second] = await Promise.all([
      caller.post<Sent>(`/contacts/${contact}/email`, body),
      caller.post<Sent>(`/contacts/${contact}/email`, body),
    ]);
    expect(first.message.id).toBe(second.message.id);
    const mail = await until(() => mailsTo(address, 'Re: Rates')[0], 'the answer leaves');
    await settled(sandbox);
    expect(mailsTo(address, 'Re: Rates')).toHaveLength(1);
    expect(mail.from.name).toBe('Ana Souza');
    expect(mail.replyTo[0]!.address).toMatch(/^reply\+[0-9a-z]{16}@/);
    expect(mail.cc.map(({ address: each }) => each)).toEqual([`petra.vos@${domain}`]);
    expect(mail.text).toMatch(
      /^It is 12 € a seat\.\n\nAna Souza\nSales, Vendas\n\nOn .+ wrote:\n> Please send the price for 40 seats\.\n> Thanks/,
    );
    // The customer's own Message-ID, and the whole chain before it.
    expect(mail.inReplyTo).toMatch(/^<.+>$/);
    expect(mail.references).toContain(mail.inReplyTo!);
    expect(await waiting(contact)).toBeNull();

    // The next round comes back to the same conversation.
    await customerMail(sandbox, {
      from: address,
      to: mail.replyTo[0]!.address,
      subject: 'Re: Rates',
      text: 'Agreed, go.',
    });
    await until(async () => {
      const { messages } = await caller.get<TimelinePage>(`/contacts/${contact}/timeline`);
      return messages.find(({ text }) => text === 'Agreed, go.') ?? null;
    }, 'the second reply is there');
  });

  test('is refused with a placeholder, a broken address, or a contact who opted out', async () => {
    const { contact, reply, address } = await conversation('Shah', 'Seats');
    const body = { subject: 'Re: Seats', text: 'Hello', answeredMessageId: reply.id };
    const post = (change: object) => caller.post(`/contacts/${contact}/email`, { ...body, ...change });
    expect(await post({ text: 'Hi {{ contact.firstname }}' })).toMatchObject({ ok: false, code: 'unresolved_fields' });
    expect(await post({ subject: 'Re: {% x %}' })).toMatchObject({ ok: false, code: 'unresolved_fields' });
    expect(await post({ cc: 'petra@' })).toMatchObject({ ok: false, code: 'bad_address' });
    sandbox.hubspot.person.optOut(sandbox.hubspot.contact(contact)!.properties.email!);
    const view = await caller.get<ComposerView>(`/contacts/${contact}/composer?answered=${reply.id}`);
    expect(view.problem).toBe('opted_out');
    expect(await post({})).toMatchObject({ ok: false, code: 'opted_out' });
    expect(await waiting(contact)).not.toBeNull();
    expect(mailsTo(address, 'Re: Seats')).toEqual([]);
  });

  test('leaves later, can be taken back until then, and then waits again with its text as a draft', async () => {
    const { contact, reply, address } = await conversation('Nakamura', 'Plans');
    const sendAt = () => new Date(sandbox.clock.now().getTime() + 3_600_000).toISOString();
    const body = { subject: 'Re: Plans', text: 'Tomorrow I know more.', answeredMessageId: reply.id };
    const first = await caller.post<Sent>(`/contacts/${contact}/email`, { ...body, sendAt: sendAt() });
    expect(first.message.delivery).toMatchObject({ state: 'scheduled' });
    expect(await waiting(contact)).toBeNull();
    const taken = await caller.post(`/messages/${first.message.id}/take-back`);
    expect(taken).toMatchObject({ ok: true, answeredMessageId: reply.id });
    expect(await waiting(contact)).not.toBeNull();
    const view = await caller.get<ComposerView>(`/contacts/${contact}/composer?answered=${reply.id}`);
    expect(view.draft).toMatchObject({ subject: 'Re: Plans', text: 'Tomorrow I know more.' });
    expect((await caller.post(`/messages/${first.message.id}/take-back`)).code).toBe('not_found');

    const again = await caller.post<Sent>(`/contacts/${contact}/email`, { ...body, sendAt: sendAt() });
    expect(mailsTo(address, 'Re: Plans')).toEqual([]);
    await passTime(sandbox, 3_700);
    await until(() => mailsTo(address, 'Re: Plans')[0], 'the scheduled answer leaves');
    await settled(sandbox);
    expect(mailsTo(address, 'Re: Plans')).toHaveLength(1);
    expect((await caller.post(`/messages/${again.message.id}/take-back`)).code).toBe('not_found');
    // HubSpot hears of it once it has left, as of the moment at which it left.
    const email = sandbox.hubspot
      .timeline(contact)
      .find(({ properties }) => properties.hs_email_subject === 'Re: Plans');
    expect(email).toBeDefined();
    const past = await caller.post(`/contacts/${contact}/email`, { ...body, sendAt: '2020-01-01T00:00:00Z' });
    expect(past.code).toBe('invalid_input');
  });
});

describe('drafts and templates', () => {
  test('a draft is its writer’s own, for its message, and goes with the sending', async () => {
    const contact = hubspotIdOf(sandbox, 'Carter');
    const draft = { subject: 'Hello', text: 'Begun', cc: '', ai: false };
    const at = `/contacts/${contact}`;
    expect(await caller.post(`${at}/draft`, { draft })).toMatchObject({ ok: true });
    expect((await caller.get<ComposerView>(`${at}/composer`)).draft).toEqual(draft);
    const [, colleague] = sandbox.hubspot.portal().users;
    const who = { userId: colleague!.id, userEmail: colleague!.email };
    expect((await caller.get<ComposerView>(`${at}/composer`, who)).draft).toBeNull();
    await caller.post(`${at}/email`, { subject: 'Hello', text: 'Begun and done' });
    expect((await caller.get<ComposerView>(`${at}/composer`)).draft).toBeNull();
    await caller.post(`${at}/draft`, { draft });
    await caller.post(`${at}/draft`, { draft: null });
    expect((await caller.get<ComposerView>(`${at}/composer`)).draft).toBeNull();
  });

  test('a template is filled in for the contact; what has no value is named', async () => {
    const contact = hubspotIdOf(sandbox, 'Carter');
    const template = {
      name: 'First',
      subject: 'For {{ contact.company }}',
      text: 'Hi {{ contact.firstname | "there" }}, {{ contact.city }} from {{ sender.name }}',
      shared: false,
    };
    await caller.post('/templates', template);
    await caller.post('/templates', { ...template, name: 'Ours', text: 'Bye', shared: true });
    await caller.post('/templates', { ...template, name: 'ours', text: 'Bye now', shared: true });
    const { templates } = await caller.get<ComposerView>(`/contacts/${contact}/composer`);
    expect(templates.map(({ name, shared }) => [name, shared])).toEqual([
      ['First', false],
      ['ours', true],
    ]);
    expect(templates[0]!.text).toContain('Hi John, {{ contact.city }} from Ana Souza');
    expect(templates[0]!.unresolved).toEqual(['{{ contact.city }}']);
    const [, colleague] = sandbox.hubspot.portal().users;
    const who = { userId: colleague!.id, userEmail: colleague!.email };
    const theirs = await caller.get<ComposerView>(`/contacts/${contact}/composer`, who);
    expect(theirs.templates.map(({ name }) => name)).toEqual(['ours']);
    expect((await caller.post(`/templates/${templates[0]!.templateId}/delete`, {}, who)).code).toBe('not_found');
    expect(await caller.post(`/templates/${templates[0]!.templateId}/delete`)).toMatchObject({ ok: true });
  });
});

describe('a draft by the AI', () => {
  test('has what the conversation says, marks what it does not, and can’t be sent so', async () => {
    const { contact, reply, address } = await conversation('Fernández', 'Desks');
    const drafted = await caller.post<DraftedReply>(`/messages/${reply.id}/draft-reply`);
    expect(drafted).toMatchObject({ ok: true, unbacked: ['19.90'], instructed: false });
    expect(drafted.text).toContain('{{ check: 19.90 }}');
    const prompt = sandbox.gemini.prompts().at(-1)!;
    expect(prompt.text).toContain('Please send the price for 40 seats.');
    expect(prompt.text).toMatch(/<<<TO DO \w+>>>\n.*40 seats/);
    const body = { subject: 'Re: Desks', text: drafted.text, answeredMessageId: reply.id };
    expect((await caller.post(`/contacts/${contact}/email`, body)).code).toBe('unresolved_fields');
    expect(mailsTo(address, 'Re: Desks')).toEqual([]);
    // Nothing of it is kept, and nobody was answered by it.
    expect(await waiting(contact)).not.toBeNull();
  });

  test('is offered where the AI is allowed, and says so where it fails', async () => {
    const { contact, reply } = await conversation('Ibáñez', 'Lamps');
    const at = `/contacts/${contact}/composer?answered=${reply.id}`;
    expect((await caller.get<ComposerView>(at)).drafting).toBe(true);
    sandbox.gemini.fault({ match: 'generateContent', effect: 503 });
    expect((await caller.post(`/messages/${reply.id}/draft-reply`)).code).toBe('ai_failed');
    sandbox.gemini.clearFaults();
    await caller.post('/settings', { settings: { ai: false } });
    expect((await caller.get<ComposerView>(at)).drafting).toBe(false);
    expect((await caller.post(`/messages/${reply.id}/draft-reply`)).code).toBe('ai_off');
    await caller.post('/settings', { settings: { ai: true } });
  });
});

describe('under a tracked email', () => {
  test('stands who sends it and how to opt out; a reply that quotes it is no opt-out, and an answer has none', async () => {
    const contact = hubspotIdOf(sandbox, 'Carter');
    const { replyTo, to } = await sendTracked(sandbox, caller, contact, 'Chairs');
    const [mail] = mailsTo(to, 'Chairs');
    expect(mail!.text).toMatch(/\n-- \nVendas Exemplo, .+\nDon’t want these emails\? Unsubscribe: http\S+\s*$/);
    expect(mail!.html).toContain('>Don’t want these emails? Unsubscribe</a>');
    const quoted = mail!.text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\r\n');
    const texts = [
      `Yes, please call me.\r\n\r\nOn Monday, Ana Souza wrote:\r\n${quoted}`,
      `Yes, please call.\r\n\r\n-----Original Message-----\r\nFrom: Ana Souza\r\nSent: Monday\r\nTo: John\r\nSubject: Chairs\r\n\r\n${mail!.text.replace(/\n/g, '\r\n')}`,
    ];
    for (const [n, text] of texts.entries()) {
      await customerMail(sandbox, { from: to, to: replyTo, subject: `Re: Chairs ${n}`, text });
      const reply = await until(async () => {
        const { messages } = await caller.get<TimelinePage>(`/contacts/${contact}/timeline`);
        return messages.find(({ subject, analysis }) => subject === `Re: Chairs ${n}` && analysis) ?? null;
      }, 'the reply is analyzed');
      expect(reply.text).not.toContain('Unsubscribe');
      expect(reply.analysis!.fields.kind).toBe('human');
      const body = { subject: `Re: Chairs ${n}`, text: 'I call at once.', answeredMessageId: reply.id };
      await caller.post(`/contacts/${contact}/email`, body);
      const answer = await until(() => mailsTo(to, `Re: Chairs ${n}`)[0], 'the answer leaves');
      expect(answer.text).not.toContain('Unsubscribe');
    }
  });

  test('the first one of an account waits for its postal address, or for a word that none is wanted', async () => {
    await using fresh = await testSandbox();
    const ana = createCaller(fresh);
    const contact = hubspotIdOf(fresh, 'Carter');
    const send = () => ana.post(`/contacts/${contact}/email`, { subject: 'First', text: 'Hello' });
    const problem = async () => (await ana.get<ComposerView>(`/contacts/${contact}/composer`)).problem;
    await ana.post('/settings', { settings: { postalAddress: '' } });
    expect(await problem()).toBe('postal_address_missing');
    expect(await send()).toMatchObject({ ok: false, code: 'postal_address_missing' });
    await ana.post('/settings', { settings: { optOutLine: false } });
    expect(await problem()).toBeNull();
    await ana.post('/settings', { settings: { optOutLine: true, postalAddress: 'Rua A 1' } });
    expect(await send()).toMatchObject({ ok: true });
    const mail = await until(() => fresh.sendgrid.messages().find(({ subject }) => subject === 'First'), 'it leaves');
    expect(mail.text).toContain('-- \nRua A 1\n');
    await settled(fresh);
    // Who has sent before is not stopped in the middle of the day.
    await ana.post('/settings', { settings: { postalAddress: '' } });
    expect(await problem()).toBeNull();
  }, 60_000);
});
