import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judge, mailOf } from './support.ts';

const replies = readFileSync(new URL('./human-replies.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [language, subject, ...text] = line.split(' | ');
    return { language: language!, subject: subject!, text: text.join(' | ') };
  });

test('there are at least 200 of them', () => expect(replies.length).toBeGreaterThanOrEqual(200));

test('no person is taken for a machine, with or without our mail quoted below', () => {
  const quote = `\n\nOn 1 November 2026, Anna <anna@seller.example> wrote:\n> ${'We would like to offer you something. '.repeat(8)}`;
  const wrong = replies.flatMap(({ language, subject, text }) => {
    const bare = judge(mailOf({ subject, text }));
    const quoting = judge(mailOf({ subject, text: text + quote }), { newText: text });
    return [bare, quoting]
      .filter(({ kind }) => kind !== 'human')
      .map(({ kind, evidence }) => `${language} ${subject}: ${text} → ${kind} (${evidence})`);
  });
  expect(wrong).toEqual([]);
});
