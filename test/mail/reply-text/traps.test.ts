import { expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';
import { TRAPS, type Trap } from './traps.ts';

const RIGHT = 0.97;
const folded = (text: string) =>
  text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();
const read = ({ text, html, sent }: Trap) => splitReply({ text, html, sent: sent ? [{ text: sent }] : [] }).new;

test('of the traps nearly all are read right', () => {
  const wrong = TRAPS.filter((trap) => folded(read(trap)) !== folded(trap.new));
  console.log(
    `Hard traps: ${TRAPS.length - wrong.length} of ${TRAPS.length} right`,
    wrong.map((trap) => ({ kind: trap.kind, read: read(trap) })),
  );
  expect(TRAPS.length).toBeGreaterThanOrEqual(60);
  expect((TRAPS.length - wrong.length) / TRAPS.length).toBeGreaterThanOrEqual(RIGHT);
});
