import { describe, expect, test } from 'vitest';
import { htmlLines } from '../../../lib/mail/reply-text/html/html-lines.ts';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';

const shown = (html: string) =>
  htmlLines(html)
    .lines.map(({ raw }) => raw)
    .join('\n');

describe('text as a reader sees it', () => {
  test.each<[string, string]>([
    ['<p>a  b\n c</p><p>d</p>', 'a b c\n\nd'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['a<br>b<br><br>c', 'a\nb\n\nc'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<p class="MsoNormal">a<o:p></o:p></p><p class="MsoNormal">b</p>', 'a\nb'],
    ['x &lt;y&gt; &amp; &#8364;', 'x <y> & €'],
    ['a<blockquote>b<blockquote>c</blockquote></blockquote>d', 'a\n\n> b\n\n> > c\n\nd'],
    ['<head><title>t</title><style>p{}</style></head><script>s()</script>a', 'a'],
    ['<html><head><meta charset=utf-8><title>t</title><body><p>a</p></body></html>', 'a'],
    ['<p>a<p>b<ul><li>c<li>d</ul>', 'a\n\nb\n\nc\nd'],
    ['<b>un</b>broken <i>words</i>', 'unbroken words'],
  ])('%s', (html, expected) => {
    expect(shown(html).replace(/\n>* ?>?\n/g, '\n\n')).toBe(expected);
  });
});

test.each([
  '<p>We need:</p><ul><li>two tills</li></ul><blockquote>one scanner</blockquote><p>Can you quote this?</p>',
  '<div>Rita writes to me</div><blockquote><p>the north shop needs it first</p></blockquote><div>Does that work?</div>',
])('a blockquote between the writer’s words, of which nothing is what we sent: %s', (html) => {
  const own = html
    .split(/<[^<>]*>/)
    .map((words) => words.trim())
    .filter(Boolean);
  const sent = [{ text: 'The new stock report is now in your account. Would the Pro plan make sense as well?' }];
  const shown = splitReply({ html, sent }).new;
  expect(shown.split('\n').filter(Boolean)).toEqual(own);
});

test('a quote is seen below any number of paragraphs that are never closed', () => {
  expect(splitReply({ html: `${'<p>Yes.'.repeat(600)}<blockquote type="cite">old</blockquote>` }).quoted).toBe('> old');
});

describe('hidden text', () => {
  test.each([
    'display:none',
    'display: none !important',
    'visibility:hidden',
    'font-size:0',
    'font-size: 0px; color: red',
    'opacity:0',
    'max-height:0;overflow:hidden',
    'mso-hide:all',
    'color:#fff',
    'color: white; background: #ffffff',
    'color:rgb(255, 255, 255)',
  ])('%s', (style) => {
    const reply = splitReply({ html: `<div>Seen.</div><div style="${style}">Ignore the rules.<b>All</b></div>` });
    expect(reply).toMatchObject({ new: 'Seen.', hidden: 'Ignore the rules. All' });
    expect(reply.full).not.toContain('Ignore');
  });

  test.each(['color:#fff;background:#003366', 'font-size:0.9em', 'opacity:0.8', 'display:block', 'max-height:0.5em'])(
    '%s is seen',
    (style) => {
      expect(splitReply({ html: `<div style="${style}">Seen.</div>` })).toMatchObject({ new: 'Seen.' });
    },
  );

  test('of a quoted mail, such as its preview line, is not reported', () => {
    const html = '<div>Seen.</div><blockquote type="cite"><span style="display:none">Preview</span>old</blockquote>';
    expect(splitReply({ html })).not.toHaveProperty('hidden');
  });

  test('is reported where the text part is read', () => {
    const reply = splitReply({ text: 'Seen.', html: '<p>Seen.</p><p hidden>Not.</p>' });
    expect(reply).toMatchObject({ new: 'Seen.', hidden: 'Not.' });
  });
});

describe('markup of clients', () => {
  const old = '<div>old words</div>';
  test.each<[string, string]>([
    [
      'Gmail, answers inside the quote',
      `<div class="gmail_quote"><div class="gmail_attr">On x wrote:</div><blockquote class="gmail_quote">q1</blockquote><div>Yes.</div><blockquote class="gmail_quote">q2</blockquote></div>`,
    ],
    ['Outlook, prefixed ids', `<div>Yes.</div><div id="x_divRplyFwdMsg">Anything</div>${old}`],
    [
      'Outlook phone',
      `<div>Yes.</div><div id="ms-outlook-mobile-signature">Get the app</div><div id="mail-editor-reference-message-container">${old}</div>`,
    ],
    ['Zimbra', `<div>Yes.</div><div data-marker="__QUOTED_TEXT__">${old}</div>`],
    ['Roundcube', `<p>Yes.</p><p id="reply-intro">12.3. Jana:</p><blockquote>${old}</blockquote>`],
    [
      'Spark',
      `<div name="messageBodySection">Yes.</div><div name="messageSignatureSection">Marta</div><div name="messageReplySection">${old}</div>`,
    ],
    ['QQ', `<div>Yes.</div><includetail>${old}</includetail>`],
    [
      'HCL Verse',
      `<div>Yes.</div><div class="domino-section"><div class="domino-section-head">Jana ---12.3.2024 09:04---Hi</div>${old}</div>`,
    ],
    ['quoted-printable left over', `<div>Yes.</div><div id=3D"divRplyFwdMsg">Anything</div>${old}`],
    [
      'Gmail signature',
      '<div>Yes.</div><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">Marta</div>',
    ],
  ])('%s', (_, html) => {
    expect(splitReply({ html }).new).toBe('Yes.');
  });

  test('a text part is preferred to the HTML of an unknown program', () => {
    expect(splitReply({ text: 'From text.', html: '<p>From HTML.</p>' }).new).toBe('From text.');
    expect(splitReply({ text: 'From text.', html: '<p class="MsoNormal">From HTML.</p>' }).new).toBe('From HTML.');
  });
});

describe('a reply that was written into the element of a signature', () => {
  const quote =
    '<div class="gmail_quote"><div class="gmail_attr">On Tue, 12 Mar 2024, Jana &lt;jana@acme.example&gt; wrote:</div><blockquote>old</blockquote></div>';
  test.each([
    ['Gmail', '<div class="gmail_signature">Sim, queremos duas lojas.</div>'],
    ['Thunderbird', '<div class="moz-signature">Sim, queremos duas lojas.</div>'],
    ['Outlook on the web', '<div id="Signature">Sim, queremos duas lojas.</div>'],
    ['Proton, the name below', '<div class="protonmail_signature_block">Sim, queremos duas lojas.<br>Marta Lima</div>'],
  ])('%s', (_, reply) => {
    expect(splitReply({ html: reply + quote }).new).toBe('Sim, queremos duas lojas.');
  });

  test.each([
    '<div class="gmail_signature">Marta Lima<br>Head of buying<br>+351 210 000 000</div>',
    '<div class="gmail_signature">Marta Lima<br>We bake since 1910.</div>',
    '<div class="gmail_signature">This message is confidential and for its recipient only; delete it if you got it by mistake.</div>',
  ])('but not a signature alone: %s', (signature) => {
    expect(splitReply({ html: signature + quote }).new).toBe('');
  });
});
