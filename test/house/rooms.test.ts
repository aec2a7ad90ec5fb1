import { describe, expect, test } from 'vitest';
import { circles, importsOf, sources } from './imports.ts';

/** The rooms from the ground up (docs/architecture.md, "Where things are"): an import never runs to a higher one. */
const FLOORS: RegExp[][] = [
  [
    /^lib\/(config|error-facts|groups|html|keyring|language|logger|metrics|observe|same-secret|spacing|telemetry|threads|time-limit|trace)\.ts$/,
    /^lib\/database\//,
  ],
  [/^lib\/queue\.ts$/],
  [/^lib\/mail\//, /^lib\/analysis\//],
  [/^lib\/portals\//],
  [/^lib\/outbox\//],
  [/^lib\/conversations\//],
  [/^lib\/intake\//],
  [/^lib\/hubspot\//],
  [/^lib\/jobs\//],
  [/^webhooks\//, /^cards\//, /^lib\/cli\//],
  [/^server\.ts$/],
];
const floorOf = (file: string): number => FLOORS.findIndex((rooms) => rooms.some((room) => room.test(file)));
const roomOf = (file: string): string => FLOORS.flat().find((room) => room.test(file))?.source ?? '';

const product = sources('lib', 'webhooks', 'cards', 'server.ts').flatMap(importsOf);
const pages = sources('app').flatMap(importsOf);

test('every file stands in a room', () => {
  expect(sources('lib', 'webhooks', 'cards', 'server.ts').filter((file) => floorOf(file) < 0)).toEqual([]);
});

test('no import runs to a higher room, nor across to one beside it', () => {
  const wrong = product.filter(
    ({ from, to }) => floorOf(to) > floorOf(from) || (floorOf(to) === floorOf(from) && roomOf(to) !== roomOf(from)),
  );
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('what HubSpot hosts takes only types of cards/dto and the languages from what we host', () => {
  const wrong = pages.filter(({ to }) => !/^(app|cards\/dto)\/|^lib\/language\.ts$/.test(to));
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

describe('no files import each other in a ring', () => {
  test('in the product', () => expect(circles([...product, ...pages])).toEqual([]));
  test('and one would be found', () => {
    const ring = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a' },
      { from: 'c', to: 'd' },
    ];
    expect(circles(ring).map((files) => files.sort())).toEqual([['a', 'b', 'c']]);
  });
});
