import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import { startWithApp } from '../support/hubspot.ts';

const REPLY_ADDRESS = 'reply+abcdefgh01234567@reply.vendas.example';
let hubspot: HubSpotStandIn;
beforeEach(async () => {
  ({ hubspot } = await startWithApp());
});
afterEach(() => hubspot.close());

const rep = () => hubspot.portal().users[0]!.email;
const customer = () => hubspot.contacts()[0]!;
const mail = (more: object) => ({
  ...{
    from: rep(),
    to: [customer().properties.email!],
    cc: [],
    messageId: '<a@mail.example>',
    subject: 'Hi',
    text: 'x',
  },
  ...more,
});
const logged = () => hubspot.timeline(customer().id).map(({ properties }) => properties.hs_email_direction);
const addresses = () => hubspot.contacts().map(({ properties }) => properties.email);

test('a connected inbox logs by default what its user writes to a contact, and what the user gets in copy', () => {
  hubspot.inbox.see(mail({}));
  hubspot.inbox.see(mail({ from: customer().properties.email, to: [REPLY_ADDRESS], cc: [rep()] }));
  hubspot.inbox.see(mail({ from: customer().properties.email, to: [REPLY_ADDRESS] }));
  expect(logged().toSorted()).toEqual(['EMAIL', 'INCOMING_EMAIL']);
});

test('whom a user writes to becomes a contact, a reply address too, unless its domain is never logged', () => {
  hubspot.inbox.see(mail({ cc: [REPLY_ADDRESS] }));
  expect(addresses()).toContain(REPLY_ADDRESS);
  const other = REPLY_ADDRESS.replace('abc', 'xyz');
  hubspot.inbox.neverLog(['reply.vendas.example']);
  hubspot.inbox.see(mail({ cc: [other] }));
  expect(addresses()).not.toContain(other);
  expect(logged()).toHaveLength(2);
});

test('an inbox that is not connected logs nothing', () => {
  hubspot.inbox.connect(false);
  hubspot.inbox.see(mail({}));
  expect(logged()).toEqual([]);
});
