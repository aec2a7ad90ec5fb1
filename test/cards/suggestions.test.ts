import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import type { AuditView } from '../../cards/dto/settings.ts';
import type { Suggestion } from '../../cards/dto/suggestions.ts';
import type { TimelinePage } from '../../cards/dto/timeline.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let john: string;
let company: string;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  john = hubspotIdOf(sandbox, 'Carter');
  const { person } = sandbox.hubspot;
  company = person.createRecord('companies', { name: 'Northwind' }).id;
  person.associate(['contacts', john], ['companies', company]);
});
afterAll(() => sandbox.close());

let subjects = 0;
async function reply(text: string, from?: string): Promise<void> {
  const { replyTo, to } = await sendTracked(sandbox, caller, john, `Offer ${++subjects}`);
  await customerMail(sandbox, { from: from ?? to, to: replyTo, subject: `Re: Offer ${subjects}`, text });
}

const summary = () => caller.get<ContactSummary>(`/contacts/${john}/summary`);
const suggestion = (wanted: (one: Suggestion) => boolean, what: string): Promise<Suggestion> =>
  until(async () => (await summary()).suggestions.find(wanted) ?? null, what);
const named = (name: string, state: Suggestion['state'] = 'open') =>
  suggestion((one) => one.person?.name === name && one.state === state, `${name} is ${state}`);
const post = ({ messageId, key }: Suggestion, deed: string, body: object = {}) =>
  caller.post(`/messages/${messageId}/suggestions/${deed}`, { suggestion: key, ...body });
const contactsNamed = (name: string) =>
  sandbox.hubspot
    .contacts()
    .filter(({ properties }) => `${properties.firstname ?? ''} ${properties.lastname ?? ''}`.trim() === name);
const tasks = (words: string) =>
  sandbox.hubspot
    .timeline(john)
    .filter(({ kind, properties }) => kind === 'task' && JSON.stringify(properties).includes(words));
const companyOf = (id: string) => sandbox.hubspot.related('contacts', id, 'companies').map((one) => one.id);

describe('somebody whom a reply names', () => {
  test('becomes a contact once, of the same company, when a person says so and not before', async () => {
    await reply('I am the wrong person for this. Please talk to Rosa Gil, rosa.gil@northwind.example.');
    const rosa = await named('Rosa Gil');
    expect(rosa).toMatchObject({ kind: 'referral', person: { address: 'rosa.gil@northwind.example' } });
    expect(contactsNamed('Rosa Gil')).toEqual([]);
    // Two reps, and a click that came twice.
    const taken = await Promise.all([post(rosa, 'take'), post(rosa, 'take'), post(rosa, 'take')]);
    expect(taken.map(({ ok }) => ok)).toEqual([true, true, true]);
    const done = await named('Rosa Gil', 'done');
    const made = contactsNamed('Rosa Gil');
    expect(made).toHaveLength(1);
    expect(made[0]?.properties.email).toBe('rosa.gil@northwind.example');
    expect(done.contact).toMatchObject({ hubspotId: made[0]?.id });
    expect(companyOf(made[0]!.id)).toEqual([company]);
    expect(sandbox.hubspot.related('contacts', john, 'contacts').map(({ id }) => id)).toEqual([made[0]?.id]);
    const { entries } = await caller.get<AuditView>('/settings/audit');
    expect(entries.filter(({ action }) => action === 'person_added')).toHaveLength(1);
  });

  test('is suggested to be linked where HubSpot has a contact of that address', async () => {
    const there = sandbox.hubspot.contacts().find(({ properties }) => properties.lastname === 'Oliveira')!;
    const address = there.properties.email!;
    await reply(`I am the wrong person. Please contact Mariana Souza, ${address}.`);
    const before = sandbox.hubspot.contacts().length;
    await post(await named('Mariana Souza'), 'take');
    const exists = await named('Mariana Souza', 'exists');
    expect(exists.contact?.hubspotId).toBe(there.id);
    expect(sandbox.hubspot.contacts()).toHaveLength(before);
    await post(exists, 'link', { hubspotId: there.id });
    await named('Mariana Souza', 'linked');
    expect(sandbox.hubspot.related('contacts', john, 'contacts').map(({ id }) => id)).toContain(there.id);
  });

  test('is not created of a reply that names nobody, nor by another key', async () => {
    await reply('Please send us prices for 40 lamps.');
    const message = await until(async () => {
      const { messages } = await caller.get<TimelinePage>(`/contacts/${john}/timeline`);
      return messages.find(({ text, analysis }) => text.includes('40 lamps') && analysis) ?? null;
    }, 'it is analyzed');
    const refused = await caller.post(`/messages/${message.id}/suggestions/take`, {
      suggestion: `person:${'0'.repeat(20)}`,
    });
    expect(refused).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('goes away when a person does not want it, also for the next reply that says the same', async () => {
    await reply('Wrong person, sorry. Please contact Piet Maas, piet@northwind.example.');
    await post(await named('Piet Maas'), 'dismiss');
    expect((await summary()).suggestions.map(({ person }) => person?.name)).not.toContain('Piet Maas');
    await reply('As I said, wrong person: please contact Piet Maas, piet@northwind.example. Anna too.');
    await until(async () => ((await summary()).latestReply?.text.includes('Anna too') ? true : null), 'it is there');
    expect((await summary()).suggestions.map(({ person }) => person?.name)).not.toContain('Piet Maas');
  });
});

test.each([
  ['with an address', 'Not me. Please contact Ines Roth, ines@northwind.example.', 'Ines Roth'],
  ['by name alone', 'I am not the right person. You should talk to Boris Falk about this.', 'Boris Falk'],
])(
  'somebody named %s, whose creation HubSpot carried out and never answered, is created once',
  async (_, text, name) => {
    await reply(text);
    const person = await named(name);
    sandbox.hubspot.fault({ match: '^POST .*/contacts$', effect: 'lost-answer', times: 1 });
    await post(person, 'take');
    await until(() => contactsNamed(name)[0] ?? null, 'HubSpot has it');
    await passTime(sandbox, 600);
    const done = await named(name, 'done');
    expect(contactsNamed(name).map(({ id }) => id)).toEqual([done.contact?.hubspotId]);
  },
);

test('a colleague who replied is added to the company', async () => {
  await reply('I am answering for John: yes, we would like a demo.', 'Petra Vos <petra.vos@northwind.example>');
  const petra = await named('Petra Vos');
  expect(petra).toMatchObject({ kind: 'colleague', hasCompany: true });
  await post(petra, 'take');
  await named('Petra Vos', 'done');
  expect(companyOf(contactsNamed('Petra Vos')[0]!.id)).toEqual([company]);
});

test('who wants to hear from us next year is a task of that day, for whoever asked for it', async () => {
  await reply('No budget this year. Please write to me again next year.');
  const later = await suggestion(({ kind }) => kind === 'later', 'next year is suggested');
  expect(later).toMatchObject({ words: 'next year', state: 'open' });
  await Promise.all([post(later, 'take'), post(later, 'take')]);
  await suggestion(({ kind, state }) => kind === 'later' && state === 'done', 'it is a task');
  const [task, ...more] = tasks('as they asked');
  expect(more).toEqual([]);
  expect(task?.properties.hs_timestamp?.slice(0, 10)).toBe(later.day);
  expect(task?.properties.hs_task_reminders).toMatch(/^\d{13}$/);
  expect(task?.properties.hs_task_body).toContain('Please write to me again next year.');
  const [user] = sandbox.hubspot.portal().users;
  const owner = sandbox.hubspot.portal().owners.find(({ userId }) => userId === user?.id);
  expect(task?.properties.hubspot_owner_id).toBe(String(owner?.id));
});

test('an absence with its return is a reminder on that day, a working day', async () => {
  const back = new Date(sandbox.clock.now().getTime() + 20 * 86_400_000);
  const written = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(back);
  await reply(`I am out of the office and will be back on ${written}. Your email is not forwarded.`);
  const absence = await suggestion(({ kind }) => kind === 'return', 'the return is suggested');
  expect(new Date(`${absence.day}T00:00:00Z`).getUTCDay() % 6).not.toBe(0);
  await post(absence, 'take');
  await until(() => tasks('is back')[0] ?? null, 'the task is there');
});

test('what HubSpot refuses says why and what helps, and nothing is created', async () => {
  await reply('Not me. Please contact Otto Lang, otto@northwind.example.');
  const otto = await named('Otto Lang');
  sandbox.hubspot.person.requireProperties(['jobtitle']);
  await post(otto, 'take');
  const failed = await named('Otto Lang', 'failed');
  expect(failed.problem).toMatchObject({ reason: { code: 'hubspot_refused_property' }, nextStep: 'correct_and_retry' });
  expect((await summary()).attention.map(({ effectId }) => effectId)).not.toContain(failed.problem?.effectId);
  sandbox.hubspot.person.requireProperties([]);
  await caller.post('/effects/retry', { effectIds: [failed.problem?.effectId] });
  await named('Otto Lang', 'done');
  expect(contactsNamed('Otto Lang')).toHaveLength(1);
});
