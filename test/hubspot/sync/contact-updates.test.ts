import { expect, test } from 'vitest';
import { contactRounds } from '../../../lib/hubspot/sync/contact-updates.ts';
import type { Item } from '../../../lib/hubspot/sync/item.ts';
import type { EffectKind } from '../../../lib/outbox/effects.ts';

let ids = 0;
function update(contact: string, kind: EffectKind, properties: Record<string, string>): Item {
  const effect = { id: `e${ids++}`, kind } as Item['effects'][number];
  const write = { to: 'update', object: 'contacts', id: null, properties } as const;
  return { effects: [effect], contact: { id: contact, hubspotId: contact }, write };
}
const reply = (contact: string, receivedAt: string) =>
  update(contact, 'properties', { reply_last_received_at: receivedAt, reply_response_type: receivedAt });
const status = (contact: string) => update(contact, 'status_property', { reply_outreach_status: 'replied' });

const told = (rounds: Item[][]) =>
  rounds.map((round) =>
    round.map(({ contact, effects, write }) => [contact.id, effects.length, write.to === 'update' && write.properties]),
  );

test('in each round a contact stands once, and all contacts’ first writes go together', () => {
  const rounds = contactRounds([reply('a', '1'), reply('b', '1'), reply('a', '2')]);
  expect(told(rounds)).toEqual([
    [
      ['a', 1, { reply_last_received_at: '1', reply_response_type: '1' }],
      ['b', 1, { reply_last_received_at: '1', reply_response_type: '1' }],
    ],
    [['a', 1, { reply_last_received_at: '2', reply_response_type: '2' }]],
  ]);
});

test('replies go by when they came in, whichever was analyzed first', () => {
  const order = contactRounds([reply('a', '2026-11-20T10:00:00Z'), reply('a', '2026-11-19T10:00:00Z')]);
  expect(order.map(([item]) => item!.write.to === 'update' && item!.write.properties.reply_last_received_at)).toEqual([
    '2026-11-19T10:00:00Z',
    '2026-11-20T10:00:00Z',
  ]);
});

test('small writes of a contact join its last reply, and settle all their effects', () => {
  const waiting = update('a', 'waiting_property', { reply_waiting_since: '' });
  const rounds = contactRounds([status('a'), reply('a', '1'), reply('a', '2'), waiting]);
  expect(told(rounds)).toEqual([
    [['a', 1, { reply_last_received_at: '1', reply_response_type: '1' }]],
    [
      [
        'a',
        3,
        {
          reply_last_received_at: '2',
          reply_response_type: '2',
          reply_outreach_status: 'replied',
          reply_waiting_since: '',
        },
      ],
    ],
  ]);
});

test('without a reply the small writes are one; nothing is nothing', () => {
  expect(told(contactRounds([status('a'), status('a')]))).toEqual([[['a', 2, { reply_outreach_status: 'replied' }]]]);
  expect(contactRounds([])).toEqual([]);
});
