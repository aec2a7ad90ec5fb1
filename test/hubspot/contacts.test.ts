import { expect, test } from 'vitest';
import { readContact, readContacts } from '../../lib/hubspot/contacts.ts';
import { findOwnerOfUser, listOwners, readOwner } from '../../lib/hubspot/owners.ts';
import { chooseRep, readRecipient } from '../../lib/hubspot/recipients.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import { world } from './support.ts';

test('contacts are read a hundred at a time; merged ones stand under the id asked for, deleted ones are absent', async () => {
  await using w = await world();
  const ids = Array.from({ length: 230 }, (_, n) => w.hubspot.person.createContact({ email: `P${n}@x.example` }).id);
  const survivor = w.hubspot.person.mergeContacts(ids[4]!, ids[150]!).id;
  w.hubspot.person.deleteContact(ids[60]!);
  const found = await readContacts(w.client, [...ids, ids[0]!]);
  expect(found.size).toBe(229);
  expect(found.get(ids[4]!)).toMatchObject({ id: survivor, addresses: ['p4@x.example', 'p150@x.example'] });
  expect(found.get(ids[150]!)).toMatchObject({ id: survivor });
  expect(found.has(ids[60]!)).toBe(false);
  expect(await readContact(w.client, ids[60]!)).toBeNull();
});

test('a contact carries its addresses, owner, opt-out and status', async () => {
  await using w = await world();
  const { id } = w.hubspot.person.createContact({
    email: 'Max@X.example',
    firstname: 'Max',
    lastname: 'Muster',
    hubspot_owner_id: '62010102',
  });
  w.hubspot.person.optOut('max@x.example');
  expect(await readContact(w.client, id)).toEqual({
    id,
    name: 'Max Muster',
    addresses: ['max@x.example'],
    ownerId: '62010102',
    optedOut: true,
    outreachStatus: null,
  });
});

test('owners are found by their own id and by their user, and listed for a choice', async () => {
  await using w = await world();
  const ana = { id: '62010101', userId: '8150101', address: 'ana.souza@vendas.example', name: 'Ana Souza', teams: [] };
  expect(await readOwner(w.client, '62010101')).toEqual(ana);
  expect(await findOwnerOfUser(w.client, '8150101')).toEqual(ana);
  expect(await findOwnerOfUser(w.client, '1')).toBeNull();
  expect(await readOwner(w.client, '1')).toBeNull();
  expect((await listOwners(w.client)).map(({ name }) => name)).toEqual(['Ana Souza', 'Diego Ruiz']);
});

test('a workflow sends as the chosen owner, else the contact’s, else whoever connected the account', async () => {
  await using w = await world();
  const portal = await readPortal(w.sql, w.portalId);
  const owned = (await readRecipient(w.client, w.hubspot.person.createContact({ hubspot_owner_id: '62010102' }).id))!;
  const free = (await readRecipient(w.client, w.hubspot.person.createContact({ firstname: 'X' }).id))!;
  expect(owned.ownerAddress).toBe('diego.ruiz@vendas.example');
  expect(await chooseRep(w.client, portal, { ownerId: '62010101', recipient: owned })).toMatchObject({
    name: 'Ana Souza',
  });
  expect(await chooseRep(w.client, portal, { ownerId: null, recipient: owned })).toMatchObject({
    name: 'Diego Ruiz',
  });
  expect(await chooseRep(w.client, portal, { ownerId: null, recipient: free })).toMatchObject({
    address: 'ana.souza@vendas.example',
    ownerId: null,
  });
  expect(
    await chooseRep(w.client, { ...portal, installerAddress: null }, { ownerId: '1', recipient: free }),
  ).toBeNull();
});
