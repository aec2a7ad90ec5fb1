import pino from 'pino';
import { expect, test } from 'vitest';
import { createRefusals, type RefusalKind } from '../../webhooks/refusals.ts';

const MINUTE = 60_000;

function counter() {
  let at = Date.parse('2026-03-02T10:00:00Z');
  const lines: { alarm: RefusalKind; refused: number; level: number }[] = [];
  const count = createRefusals({
    log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    now: () => new Date(at),
  });
  return {
    lines,
    refuse(kind: RefusalKind, times: number, everyMs = 1_000) {
      for (let n = 0; n < times; n++) {
        count(kind);
        at += everyMs;
      }
    },
    pass(ms: number) {
      at += ms;
    },
  };
}

test('a stranger who knocks now and then is no line of the log, for however long', () => {
  const { lines, refuse } = counter();
  refuse('hubspot_signature', 500, 10 * MINUTE);
  refuse('inbound_secret', 500, 10 * MINUTE);
  expect(lines).toEqual([]);
});

test('past ten an hour there is one alarm a day, which says how many there were', () => {
  const { lines, refuse, pass } = counter();
  refuse('event_signature', 1_000);
  expect(lines).toMatchObject([{ alarm: 'event_signature', refused: 10, level: 50 }]);
  pass(24 * 60 * MINUTE);
  refuse('event_signature', 10);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatchObject({ alarm: 'event_signature', refused: 1_000 });
});

test('kinds are counted apart: a flood of one does not silence another', () => {
  const { lines, refuse } = counter();
  refuse('hubspot_signature', 100);
  refuse('inbound_signature', 1);
  expect(lines.map(({ alarm }) => alarm)).toEqual(['hubspot_signature', 'inbound_signature']);
});
