import { expect, test } from 'vitest';
import { z } from 'zod';
import appMeta from '../../app/app-hsmeta.json' with { type: 'json' };
import { EVENT_DEFINITIONS } from '../../lib/hubspot/app-events/index.ts';
import { ensureProperties } from '../../lib/hubspot/properties.ts';
import { BY_IMPORTANCE, PROPERTIES } from '../../lib/hubspot/property-definitions.ts';
import { EVENT_TYPES } from '../../lib/hubspot/timeline/app-events.ts';
import { LANGUAGES } from '../../lib/language.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../lib/portals/scopes.ts';
import { readSettings } from '../../lib/portals/settings.ts';
import { askFor, drainAll, ourContact, replyFrom, stateOf, type World, world } from './support.ts';

const PATH = '/crm/properties/2026-09/contacts';
const groupPath = `${PATH}/groups`;
const request = (w: World, method: 'POST' | 'DELETE', path: string, body?: unknown) =>
  w.client.request({ method, path, body, response: z.unknown() });

test('all properties are made in one batch, and a second look makes none', async () => {
  await using w = await world();
  expect((await ensureProperties(w.sql, w.client, w.clock.now())).created).toHaveLength(18);
  expect(w.hubspot.calls().map(({ method, path }) => `${method} ${path}`)).toEqual([
    `GET ${PATH}`,
    `POST ${groupPath}`,
    `POST ${PATH}/batch/create`,
  ]);
  expect(await ensureProperties(w.sql, w.client, w.clock.now())).toEqual({ created: [], conflicts: [], missing: [] });
  expect(w.hubspot.calls()).toHaveLength(4);
});

test.each([
  ['says it input by input (207)', () => {}],
  ['refuses the batch whole', (w: World) => w.hubspot.fault({ match: `${PATH}/batch/create`, effect: 400, times: 1 })],
])('where a plan has room for few, what matters most is there, also where HubSpot %s', async (_how, fault) => {
  await using w = await world({ portal: { plan: 'free' } });
  fault(w);
  const { created, missing } = await ensureProperties(w.sql, w.client, w.clock.now());
  expect([created, missing]).toEqual([BY_IMPORTANCE.slice(0, 10), BY_IMPORTANCE.slice(10)]);
  expect((await readPortal(w.sql, w.portalId)).propertiesMissing).toEqual(missing);
  const { id } = w.hubspot.contacts()[0]!;
  const { messageId } = await replyFrom(w, await ourContact(w, id));
  await drainAll(w);
  expect(await stateOf(w, `properties:${messageId}`)).toMatchObject({ state: 'done' });
  expect(w.hubspot.contact(id)?.properties.reply_response_type).toBe('high_value');
  // Room again: what was left out is made.
  await request(w, 'DELETE', `${PATH}/reply_minutes_to_answer`);
  expect((await ensureProperties(w.sql, w.client, w.clock.now())).created).toEqual(['reply_minutes_to_answer']);
});

test('every property has its place in the order of importance', () => {
  expect([...BY_IMPORTANCE].sort()).toEqual(PROPERTIES.map(({ name }) => name).sort());
});

test('from the latest answered reply to its answer, in minutes', async () => {
  await using w = await world();
  const { id } = w.hubspot.contacts()[0]!;
  const contact = await ourContact(w, id);
  const { messageId } = await replyFrom(w, contact);
  w.clock.advance('95m');
  await w.sql`update messages set settled_at = ${w.clock.now()}, settled_by = 'answered' where id = ${messageId}`;
  await askFor(w, [{ portalId: w.portalId, contactId: contact.id, kind: 'waiting_property', key: 'answered' }]);
  await drainAll(w);
  expect(w.hubspot.contact(id)?.properties.reply_minutes_to_answer).toBe('95');
});

test('what somebody deleted is made again, alone', async () => {
  await using w = await world();
  await ensureProperties(w.sql, w.client, w.clock.now());
  await request(w, 'DELETE', `${PATH}/reply_count`);
  expect((await ensureProperties(w.sql, w.client, w.clock.now())).created).toEqual(['reply_count']);
});

test("a property of the account's own with one of our names is shown as a conflict and never written", async () => {
  await using w = await world();
  const own = {
    name: 'reply_sentiment',
    label: 'Own',
    groupName: 'contactinformation',
    type: 'string',
    fieldType: 'text',
  };
  await request(w, 'POST', PATH, own);
  const { id } = w.hubspot.contacts()[0]!;
  w.hubspot.person.setProperties(id, { reply_sentiment: 'written by hand' });
  await replyFrom(w, await ourContact(w, id));
  await drainAll(w);
  expect((await readPortal(w.sql, w.portalId)).propertyConflicts).toEqual(['reply_sentiment']);
  expect(w.hubspot.contact(id)?.properties).toMatchObject({
    reply_sentiment: 'written by hand',
    reply_response_type: 'high_value',
  });
});

test.each(LANGUAGES)('in %s every label and option is there, and none twice in its list', (language) => {
  for (const { name, label, description, options } of PROPERTIES) {
    expect(label[language], name).not.toBe('');
    expect(description[language], name).not.toBe('');
    const labels = options?.map((option) => option.label[language]) ?? [];
    expect(new Set(labels).size, name).toBe(labels.length);
  }
  const labels = PROPERTIES.map(({ label }) => label[language]);
  expect(new Set(labels).size).toBe(labels.length);
});

test('the app events fit what HubSpot takes, in names, sizes and properties', () => {
  expect(EVENT_DEFINITIONS.map(({ config }) => config.name).sort()).toEqual([
    'Outreach status changed',
    'Reply analyzed',
    'Reply answered',
    'Reply received',
    'Tracked email sent',
  ]);
  for (const { uid, config } of EVENT_DEFINITIONS) {
    expect(uid).toMatch(/^[a-z_]{1,64}$/);
    const known = new Set(config.properties.map(({ name }) => name));
    const used = [...`${config.headerTemplate} ${config.detailTemplate}`.matchAll(/\{\{(?:#if )?([a-z_]+)\}\}/g)].map(
      ([, name]) => name!,
    );
    for (const name of used.filter((one) => one !== 'else')) expect(known, uid).toContain(name);
  }
});

test('the sync sends the events that are defined, with properties that they have', () => {
  expect(EVENT_DEFINITIONS.map(({ uid }) => uid).sort()).toEqual(Object.values(EVENT_TYPES).sort());
});

test('the install asks for the scopes that the app is configured with, no more and no fewer', () => {
  const { requiredScopes, optionalScopes } = appMeta.config.auth;
  expect(requiredScopes).toEqual([...REQUIRED_SCOPES]);
  expect(optionalScopes).toEqual([...OPTIONAL_SCOPES]);
});

test('a stored setting that no longer fits falls back alone', () => {
  expect(readSettings({ language: 'xx', dailyCap: 7 })).toMatchObject({ language: 'en', dailyCap: 7, forward: true });
  expect(readSettings(null)).toMatchObject({ language: 'en', dailyCap: 500 });
});
