import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';
import { samples } from './clients.ts';
import { LOCALES } from './locales.ts';

/** Bidi marks and the width of white space are the client's, not the writer's. */
const folded = (text: string) =>
  text
    .replace(/[\u200b-\u200f\u202a-\u202e]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

describe.each(Object.entries(LOCALES))('%s', (_, locale) => {
  test.each(samples(locale))('$name', ({ text, html, sent, expected }) => {
    const reply = splitReply({ text, html, sent: sent ? [{ text: sent }] : [] });
    expect(folded(reply.new)).toBe(folded(expected));
  });
});
