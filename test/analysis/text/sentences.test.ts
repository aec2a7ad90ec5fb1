import { expect, test } from 'vitest';
import { splitSentences } from '../../../lib/analysis/text/sentences.ts';
import { splitWords } from '../../../lib/analysis/text/words.ts';

const split = (text: string): string[] => {
  const words = splitWords(text);
  return splitSentences(text, words).map(({ from, to }) => text.slice(words[from]!.start, words[to - 1]!.end));
};

test.each([
  ['Ok. Send it. Thanks!', ['Ok.', 'Send it.', 'Thanks!']],
  ['The Dr. and Sra. Lima pay 2.500,00 a month.', ['The Dr. and Sra. Lima pay 2.500,00 a month.']],
  ['No. I will not.', ['No.', 'I will not.']],
  ['See no. 5 there. Ok', ['See no. 5 there.', 'Ok']],
  ['Hola. ¿Puede cotizar? ¡Gracias!', ['Hola.', '¿Puede cotizar?', '¡Gracias!']],
  ['What?!?! Really...', ['What?!?!', 'Really...']],
  ['chegou 👍 pode mandar', ['chegou 👍', 'pode mandar']],
  ['Hi Ana,\nit works\n\nBob', ['Hi Ana,', 'it works', 'Bob']],
  ['one<br>two&nbsp;three', ['one', 'two&nbsp;three']],
  [
    'This line is long enough to have been wrapped by a mail program\nand goes on here.',
    ['This line is long enough to have been wrapped by a mail program\nand goes on here.'],
  ],
])('%j', (text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test('a blank line begins a paragraph, a question mark makes a question', () => {
  const text = 'Hi. Ok?\n\nBye.';
  expect(splitSentences(text, splitWords(text)).map(({ paragraph, question }) => ({ paragraph, question }))).toEqual([
    { paragraph: 0, question: false },
    { paragraph: 0, question: true },
    { paragraph: 1, question: false },
  ]);
});
