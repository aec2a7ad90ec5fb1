import { expect, test } from 'vitest';
import { compilePhrases, findPhrases, PhraseError } from '../../../lib/analysis/text/phrases.ts';
import { splitWords } from '../../../lib/analysis/text/words.ts';

const found = (phrase: string, text: string): string[] => {
  const words = splitWords(text);
  return findPhrases(compilePhrases({ it: [phrase] }), words).map(({ from, to }) =>
    text.slice(words[from]!.start, words[to - 1]!.end),
  );
};

test.each([
  ['send me|us', 'please Send us more', ['Send us']],
  ['refund*', 'the refunds, a refund', ['refunds', 'refund']],
  ['remove the? list', 'remove list; remove the list; remove a list', ['remove list', 'remove the list']],
  ['# seats', '40 seats or forty seats', ['40 seats']],
  ['stop .. mails', 'stop these silly mails, stop all of these silly mails', ['stop these silly mails']],
  ['over _ moon', 'over the moon, over moon', ['over the moon']],
  ["don't know", 'I dont know, I don’t know', ['dont know', 'don’t know']],
  ["don't|won't know", 'I do not know, you will not know, I know not', ['do not know', 'will not know']],
  ["can't say", 'we can not say; we cannot say', ['can not say']],
  ['#|two|three seats', '40 seats, two seats, few seats', ['40 seats', 'two seats']],
  ['not? ready', 'ready, not ready', ['ready', 'not ready', 'ready']],
])('%s in "%s"', (phrase, text, expected) => {
  expect(found(phrase, text)).toEqual(expected);
});

test('the longest phrase of a concept wins where several begin', () => {
  const words = splitWords('cancel our contract');
  expect(findPhrases(compilePhrases({ leaving: ['cancel', 'cancel our contract'] }), words)).toEqual([
    { concept: 'leaving', from: 0, to: 3 },
  ]);
});

test.each(['.. later', '_ later'])('"%s" begins with nothing to look for', (phrase) => {
  expect(() => compilePhrases({ it: [phrase] })).toThrow(PhraseError);
});
