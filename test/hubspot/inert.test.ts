import { expect, test } from 'vitest';
import { inertText, inertValue } from '../../lib/hubspot/inert.ts';

test.each([
  ['=HYPERLINK("http://evil.example")', `'=HYPERLINK("http://evil.example")`],
  ['+1+1', `'+1+1`],
  ['-2+3', `'-2+3`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['＝1', `'＝1`],
  ['\n=1', `'\n=1`],
  ['\u00a0\u200b=1', `'\u00a0\u200b=1`],
  ['Wants 40 seats', 'Wants 40 seats'],
  ['5 - 6 boxes = fine', '5 - 6 boxes = fine'],
])('%j does nothing in a spreadsheet', (text, expected) => expect(inertValue(text)).toBe(expected));

test.each(['{{ contact.email }}', '{% include "x" %}', '{# x #}', '{{{{x}}}}'])(
  '%s does nothing in a template',
  (text) => {
    expect(inertText(text)).not.toMatch(/\{[{%#]/);
    expect(inertText(text).replaceAll('\u200b', '')).toBe(text);
    expect(inertValue(text)).toBe(inertText(text));
  },
);

test.each([
  '[the contract](https://evil.example)',
  '![](https://evil.example/pixel.png)',
  '[the contract][1]',
  '[[a]](b)',
])('%s is no link and no picture where text is read as Markdown', (text) => {
  expect(inertText(text)).not.toMatch(/\][([]/);
  expect(inertText(text).replaceAll('\u200b', '')).toBe(text);
  expect(inertValue(text)).toBe(inertText(text));
});
