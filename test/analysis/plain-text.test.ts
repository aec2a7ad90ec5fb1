import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../../lib/analysis/plain-text.ts';

test.each([
  ['See [our offer](https://evil.example)', 'See our offer'],
  ['![pixel](https://evil.example/p.png) hi', 'pixel hi'],
  ['<b>bold</b> <script>alert(1)</script>', 'bold alert(1)'],
  ['go to https://evil.example/x?y now', 'go to [link] now'],
  ['www.evil.example/x', '[link]'],
  ['javascript:alert(1)', '[link]'],
  ['a\u202eb\u200bc\u0000d\n e', 'abc d e'],
  ['**very** `code`', 'very code'],
])('%j becomes %j', (value, plain) => {
  expect(plainText(value, 100)).toBe(plain);
});

test('whatever comes in, what goes out is one short line without markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (value) => {
      const plain = plainText(value, 50);
      expect(plain.length).toBeLessThanOrEqual(50);
      expect(plain).not.toMatch(/[<>\n\r\p{Cc}]/u);
      expect(plain.isWellFormed()).toBe(true);
    }),
  );
});

test('a long text is cut between words', () => {
  expect(plainText('one two three four', 12)).toBe('one two…');
});
