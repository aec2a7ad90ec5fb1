import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';
import { HOSTILE_HTML, HOSTILE_TEXT } from '../../bench/hostile-mails.ts';

const LENGTH = 128 * 1024;

describe('hostile text', () => {
  test.each(Object.entries(HOSTILE_TEXT))('%s', (_, make) => {
    const text = make(LENGTH);
    const { full, new: own, quoted, signature } = splitReply({ text });
    expect(full.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    expect(own.length + quoted.length + signature.length).toBeLessThanOrEqual(full.length + 4);
  });
});

describe('hostile HTML', () => {
  test.each(Object.entries(HOSTILE_HTML))('%s', (_, make) => {
    const { full, new: own, quoted, signature } = splitReply({ html: make(LENGTH) });
    expect(own.length + quoted.length + signature.length).toBeLessThanOrEqual(full.length + 4);
  });
});

test('more lines than any mail has are kept', () => {
  const words = Array.from({ length: 30_000 }, (_, at) => `word${at}`);
  expect(splitReply({ text: words.join('\n') }).full.split(/\s/)).toEqual(words);
  expect(splitReply({ html: `<p>${words.join('</p><p>')}</p>` }).full.split(/\s+/)).toEqual(words);
});
