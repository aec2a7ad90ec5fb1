import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';

/** Lines that mean something to the rules, mixed with any text at all. */
const line = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    '>',
    '> quoted',
    '>> deeper',
    '--',
    '-- ',
    '---',
    '____',
    '-----Original Message-----',
    'On Tue, Mar 12, 2024 at 9:04 AM Jana <jana@acme.example> wrote:',
    'Am 12.03.2024 um 09:04 schrieb Jana:',
    'From: Jana <jana@acme.example>',
    'Sent: Tuesday, March 12, 2024 9:04 AM',
    'To: Marta',
    'Subject: Offer',
    'To',
    'Subject',
    'cc',
    'Sent from my iPhone',
    'Best regards,',
    'Jane Doe',
    'jane@acme.example',
    '+49 30 1234567',
    'www.acme.example',
    '## Please reply above this line ##',
    'CAUTION: external sender, do not click links',
    'Begin forwarded message:',
    'This message is confidential and for the intended recipient only; delete it if received in error, please.',
  ),
);
const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));
const tag = fc.constantFrom(
  '<div>',
  '</div>',
  '<p>',
  '</p>',
  '<br>',
  '<hr>',
  '<blockquote>',
  '</blockquote>',
  '<blockquote type="cite">',
  '<pre>',
  '</pre>',
  '<table><tr><td>',
  '</td>',
  '<div class="gmail_quote">',
  '<div class="gmail_attr">',
  '<div class="gmail_signature">',
  '<div id="divRplyFwdMsg">',
  '<span style="display:none">',
  '</span>',
  '<!--',
  '-->',
  '<',
  '&',
  '&#x110000;',
  '<style>',
  '</style>',
);
const html = fc.array(fc.oneof(tag, line), { maxLength: 40 }).map((parts) => parts.join(''));
const sent = fc.array(fc.record({ text }, { requiredKeys: ['text'] }), { maxLength: 2 });

const contentLines = (part: string) =>
  part
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);

const unmarked = (line: string) => line.replace(/^[>\s]+/, '');

/**
 * Whether `part` is made of lines of `whole`, in order; a line may be shortened where the reply shared it with a quote, and
 * words of the writer's in a blockquote lose its marks.
 */
function isMadeOf(part: string, whole: string): boolean {
  const rest = contentLines(whole).map(unmarked);
  return contentLines(part)
    .map(unmarked)
    .every((each) => {
      const at = rest.findIndex((candidate) => candidate.startsWith(each));
      if (at < 0) return false;
      rest.splice(0, at + 1);
      return true;
    });
}

describe.each([
  ['text', fc.record({ text, sent })],
  ['HTML', fc.record({ html, sent })],
  ['both', fc.record({ text, html, sent })],
])('any mail with %s', (_, mail) => {
  test('is split without an exception, into parts that were in it', () => {
    fc.assert(
      fc.property(mail, (any) => {
        const reply = splitReply(any);
        expect(isMadeOf(reply.new, reply.full)).toBe(true);
        expect(isMadeOf(reply.quoted, reply.full)).toBe(true);
        expect(isMadeOf(reply.signature, reply.full)).toBe(true);
        expect(reply.confidence).toBeGreaterThanOrEqual(0);
        expect(reply.confidence).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('the same mail is always split alike', () => {
  fc.assert(
    fc.property(text, (any) => {
      expect(splitReply({ text: any })).toEqual(splitReply({ text: any }));
    }),
    { numRuns: 300 },
  );
});

test('words of the writer above a quote are never lost', () => {
  const words = fc.constantFrom('Yes.', 'We agree', 'Ja, gerne', 'はい', 'No thanks', '40 seats');
  const introduction = fc.constantFrom(
    'On Tue, Mar 12, 2024 at 9:04 AM Jana <jana@acme.example> wrote:',
    '-----Original Message-----',
    'From: Jana <jana@acme.example>\nSent: Tuesday, March 12, 2024 9:04 AM\nTo: Marta\nSubject: Offer',
  );
  fc.assert(
    fc.property(words, introduction, text, (own, intro, below) => {
      expect(contentLines(splitReply({ text: `${own}\n\n${intro}\n${below}` }).new)[0]).toBe(own);
    }),
    { numRuns: 1_000 },
  );
});

test('unquoted text never yields an empty reply, but for a phone’s footer', () => {
  const plain = fc.array(
    fc.constantFrom('one', 'two words', 'Best regards,', 'Jane Doe', '--', 'Sent from my iPhone', ''),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(plain, (lines) => {
      const whole = lines.join('\n');
      fc.pre(/\p{L}/u.test(whole.replaceAll('Sent from my iPhone', '')));
      expect(splitReply({ text: whole }).new).not.toBe('');
    }),
    { numRuns: 1_000 },
  );
});
