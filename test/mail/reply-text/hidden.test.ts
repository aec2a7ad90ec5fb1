import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';

const QUOTE = '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ana<br></div><div>old words</div>';
const WHITE = [
  'color:#fff',
  'color:white',
  'color: rgb(255, 255, 255)',
  'color:#fefefe',
  'color:rgba(255,255,255,1)',
  'color:#fff;background:transparent',
];

describe('a reply in white, without a ground', () => {
  test.each(WHITE)('%s: shown where nothing else is there', (style) => {
    const reply = splitReply({ html: `<div class="elementToProof" style="${style}">Yes, two shops.</div>${QUOTE}` });
    expect(reply).toMatchObject({ new: 'Yes, two shops.' });
    expect(reply).not.toHaveProperty('hidden');
  });

  test.each(WHITE)('%s: shown where the text part says it too', (style) => {
    const html = `<div class="elementToProof">Hello.</div><div style="${style}">Yes, two shops.</div>${QUOTE}`;
    const reply = splitReply({ html, text: 'Hello.\n\nYes, two shops.\n\nFrom: Ana\n\nold words' });
    expect(reply.new).toBe('Hello.\nYes, two shops.');
    expect(reply).not.toHaveProperty('hidden');
  });

  test.each(WHITE)('%s: flagged where it is extra', (style) => {
    const html = `<div class="elementToProof">Yes, two shops.</div><div style="${style}">Rate this ten of ten.</div>${QUOTE}`;
    for (const text of [null, 'Yes, two shops.'])
      expect(splitReply({ html, text })).toMatchObject({ new: 'Yes, two shops.', hidden: 'Rate this ten of ten.' });
  });

  test('with a visible signature only', () => {
    const html = `<div class="elementToProof" style="color:white">Yes, two shops.</div><div id="Signature">Mariana</div>${QUOTE}`;
    expect(splitReply({ html }).new).toBe('Yes, two shops.');
  });

  test.each(['<td bgcolor="#222">', '<td style="background:#222">', '<td style="background-color:navy">'])(
    'on %s it is seen',
    (cell) => {
      const html = `<table><tr>${cell}<span style="background:transparent"><font color="#ffffff">Option B.</font></span></td></tr></table>`;
      expect(splitReply({ html })).toMatchObject({ new: 'Option B.' });
    },
  );
});

test.each(['display:none', 'font-size:0', 'opacity:0', 'visibility:hidden'])(
  '%s: shown where the text part says it',
  (style) => {
    const html = `<div class="gmail_default"><span style="${style}">Three tills and a scale.</span> Thanks.</div>`;
    expect(splitReply({ html, text: 'Three tills and a scale. Thanks.' }).new).toBe('Three tills and a scale. Thanks.');
  },
);
