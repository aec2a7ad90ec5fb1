import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';

const sent =
  'Hello Marta,\n\nhere is the offer we talked about last week, for forty seats.\nPlease let me know what you think of it.\n\nBest regards,\nJana';
const split = (text: string, marker?: string) =>
  splitReply({ text, sent: [{ text: sent, ...(marker ? { marker } : {}) }] });

describe('what we sent is recognized', () => {
  test('without any quote mark or attribution', () => {
    expect(split(`Yes, gladly.\n\n${sent}`).new).toBe('Yes, gladly.');
  });

  test('below an introduction in an unknown language', () => {
    expect(split(`Yes, gladly.\n\nxyzzy Jana plugh <jana@acme.example> frotz\n\n${sent}`).new).toBe('Yes, gladly.');
  });

  test('wrapped anew', () => {
    const wrapped = sent.replace('about last', 'about\nlast').replace('know what', 'know\nwhat');
    expect(split(`Yes, gladly.\n\n${wrapped}`).new).toBe('Yes, gladly.');
  });

  test('with answers between its lines', () => {
    const text = sent
      .replace('seats.\n', 'seats.\n\nForty is right.\n\n')
      .replace('of it.\n', 'of it.\n\nWe like it.\n');
    expect(split(text).new.replace(/\n+/g, '\n')).toBe('Forty is right.\nWe like it.');
  });

  test('with what else stood below it', () => {
    expect(split(`Yes, gladly.\n\n${sent}\n\nUnsubscribe from these mails`).new).toBe('Yes, gladly.');
  });

  test('by its marker', () => {
    expect(split('Yes, gladly.\n\n> edited beyond recognition [ref:4711]', 'ref:4711').new).toBe('Yes, gladly.');
    expect(split('Yes, gladly.\n\nBeyond recognition [ref:4711]', 'ref:4711').new).toBe('Yes, gladly.');
  });
});

test.each([
  ['hidden text', '<span style="display:none">[ref:4711]</span>'],
  ['an attribute', '<div id="x_ref:4711"></div>'],
])('the marker is found in %s of an unknown program', (_, marker) => {
  const html = `<div>Yes, gladly.</div><div>${marker}<div>Edited beyond recognition.</div></div>`;
  const reply = splitReply({ html, sent: [{ text: sent, marker: 'ref:4711' }] });
  expect(reply.new).toBe('Yes, gladly.');
});

test('a reply that only shares a few words is left whole', () => {
  const text =
    'Here is the offer of our competitor.\n\nPlease let me know if you can match it.\n\nBest regards,\nMarta';
  expect(split(`${text}\n\nP.S. Forty seats.`).new).toBe(`${text}\n\nP.S. Forty seats.`);
});

test('a mail that is nothing but ours is not empty', () => {
  expect(split(sent).full).toBe(sent);
});
