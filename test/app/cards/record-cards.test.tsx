import { Button, EmptyState, ErrorState, Link, LoadingButton, Select, StatusTag, Text } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { RecordSidebar } from '../../../app/cards/RecordSidebar.tsx';
import { RecordTab } from '../../../app/cards/RecordTab.tsx';
import { playBackend } from '../backend.ts';
import { message } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

const CONTACT_URL = 'https://app.hubspot.com/contacts/1/record/0-1/';
const waiting = {
  hubspotId: '7',
  contactName: 'John Carter',
  messageId: 'm1',
  subject: 'Re: Rates',
  channel: 'email',
  since: new Date().toISOString(),
  dueAt: null,
  overdue: false,
  handedTo: null,
  responseType: 'high_value',
  opportunityScore: 5,
  keyInsights: 'Wants prices.',
};
const of = (hubspotId: string, contactName: string, id: string) => ({ ...message({ id }), hubspotId, contactName });

function show(Card: typeof RecordTab, location: 'crm.record.tab' | 'crm.record.sidebar', objectTypeId = '0-2') {
  const renderer = createRenderer(location);
  const { context, actions } = renderer.mocks;
  const crm = { objectId: 91, objectTypeId };
  const variables = { APP_URL: 'https://app.example' };
  mount(renderer, <Card context={{ ...context, crm, variables }} actions={actions} />);
  return renderer;
}

describe('beside a company', () => {
  const summary = { granted: true, waiting: [waiting], waitingTotal: 12, latest: null, contactUrl: CONTACT_URL };

  test('stands who waits, with a link to the contact, and how many more there are', async () => {
    playBackend({ 'GET /records/companies/91/waiting': { ...summary, latest: of('7', 'John Carter', 'm1') } });
    const card = show(RecordSidebar, 'crm.record.sidebar');
    await card.waitFor(() => expect(card.find(StatusTag).text).toBe('12 replies here are waiting for yours'));
    expect(card.findAll(Link).map(({ props, text }) => [props.href, text])).toEqual([
      [`${CONTACT_URL}7`, 'John Carter'],
    ]);
    expect(card.findAll(Text).map(({ text }) => text)).toContain('11 more in the Reply tracking tab');
  });

  test.each([
    ['0-3', 'deals'],
    ['0-5', 'tickets'],
  ])('and of a record of type %s the same from /records/%s', async (typeId, object) => {
    playBackend({ [`GET /records/${object}/91/waiting`]: { ...summary, waiting: [], waitingTotal: 0 } });
    const card = show(RecordSidebar, 'crm.record.sidebar', typeId);
    await card.waitFor(() => expect(card.find(StatusTag).text).toBe('Nobody here is waiting for your reply'));
    expect(card.find(EmptyState).props.title).toBe('No replies here yet');
  });

  test('without the permission both cards say whom to ask', async () => {
    const none = { granted: false, waiting: [], waitingTotal: 0, latest: null, contactUrl: CONTACT_URL };
    playBackend({
      'GET /records/companies/91/waiting': none,
      'GET /records/companies/91/timeline': { ...none, messages: [], nextCursor: null, total: 0 },
    });
    for (const card of [show(RecordSidebar, 'crm.record.sidebar'), show(RecordTab, 'crm.record.tab')]) {
      await card.waitFor(() => expect(card.find(ErrorState).props.title).toBe('We can’t see who belongs here'));
      expect(card.find(Link).props.href).toBe('https://app.example/oauth/install');
    }
  });
});

describe('the tab of a company', () => {
  const page = {
    granted: true,
    messages: [of('7', 'John Carter', 'm1'), of('7', 'John Carter', 'm2'), of('8', 'Priya Shah', 'm3')],
    nextCursor: 'next',
    total: 4,
    contactUrl: CONTACT_URL,
  };
  const labeled = (text: string) => (node: { text: string | null }) => node.text === text;

  test('shows replies first, names each contact once in a row, and loads earlier ones', async () => {
    const backend = playBackend({
      'GET /records/companies/91/timeline?filter=replies': page,
      'GET /records/companies/91/timeline?filter=replies&cursor=next': {
        ...page,
        messages: [of('9', 'Rafael Nakamura', 'm4')],
        nextCursor: null,
      },
    });
    const card = show(RecordTab, 'crm.record.tab');
    await card.waitFor(() => expect(card.findAll(Link)).toHaveLength(2));
    card.find(LoadingButton, labeled('Load earlier')).trigger('onClick');
    await card.waitFor(() => expect(card.findAll(Link).at(-1)?.text).toBe('Rafael Nakamura'));
    expect(card.findAll(Text).map(({ text }) => text)).toContain('4 of 4');
    card.find(Select).trigger('onChange', 'all' as never);
    await card.waitFor(() => expect(backend.calls.at(-1)?.path).toBe('/records/companies/91/timeline'));
  });

  test('an opened reply is answered as on its contact', async () => {
    const backend = playBackend({ 'GET /records/companies/91/timeline?filter=replies': { ...page, nextCursor: null } });
    const card = show(RecordTab, 'crm.record.tab');
    await card.waitFor(() => expect(card.findAll(Button, labeled('Open'))).toHaveLength(3));
    card.findAll(Button, labeled('Open'))[2]!.trigger('onClick');
    await card.waitFor(() => expect(card.findAll(Button, labeled('Close'))).toHaveLength(1));
    expect(card.findAll(Button, labeled('Reply')).length).toBeGreaterThan(0);
    expect(backend.posts()).toEqual([]);
  });
});
