import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSignedQuery } from '../../lib/hubspot/signed-query.ts';

const CALLER = 'userId=7&portalId=4711&userEmail=ana%40vendas.example&appId=9';

test('who HubSpot says, in any order, and what the card asked', () => {
  const read = readSignedQuery(`/cards/home?cursor=a%20b&${CALLER}&mine=true`);
  expect(read).toEqual({
    caller: { userId: '7', portalId: '4711', userEmail: 'ana@vendas.example', appId: '9' },
    own: { cursor: 'a b', mine: 'true' },
  });
});

test.each([
  ['no query', '/cards/home'],
  ['nothing appended', '/cards/home?a=1'],
  ['a name twice', `/cards/home?portalId=1&${CALLER}`],
  ['a name twice, escaped', `/cards/home?%70ortalId=1&${CALLER}`],
  ['a name missing', '/cards/home?userId=7&portalId=4711&userEmail=a%40b.example'],
  ['a fragment', `/cards/home?portalId=1&userId=1&userEmail=a&appId=1#${CALLER}`],
])('%s is nobody', (_what, target) => expect(readSignedQuery(target)).toBeNull());

test('whatever a card puts in front, who it is stays who HubSpot said, or it is nobody', () => {
  const name = fc.oneof(
    fc.constantFrom('portalId', 'userId', 'portal%49d', 'a', '', 'portalId[]', '__proto__'),
    fc.string(),
  );
  const pairs = fc.array(fc.tuple(name, fc.string()), { maxLength: 1_200 });
  fc.assert(
    fc.property(pairs, (own) => {
      const chosen = own.map(([key, value]) => `${key}=${value}`).join('&');
      const read = readSignedQuery(`/cards/home?${chosen}&${CALLER}`);
      if (read) expect(read.caller).toMatchObject({ portalId: '4711', userId: '7' });
    }),
    { numRuns: 500 },
  );
});
