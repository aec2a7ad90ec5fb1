import { describe, expect, test } from 'vitest';
import { readPost } from '../../../lib/mail/incoming/read-post.ts';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';
import { NOT_FULLY_READ } from '../../../lib/mail/types.ts';
import { rawPost } from '../support.ts';
import { judge, mailOf } from '../verdict/support.ts';
import { MACHINES } from './machines.ts';
import { MIME } from './mime.ts';
import { QUOTES } from './quotes.ts';
import { type Input, type Report, SENT } from './report.ts';
import { SIGNATURES } from './signatures.ts';

const REPORTS: Record<string, Report[]> = { quotes: QUOTES, signatures: SIGNATURES, mime: MIME, machines: MACHINES };
const folded = (text: string) =>
  text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n\n')
    .trim();

test('there are 150 of them', () => {
  expect(Object.values(REPORTS).flat().length).toBeGreaterThanOrEqual(150);
});

describe.each(Object.entries(REPORTS))('%s', (_, reports) => {
  test.each(reports)('%s: %s', async (_report, _shape, input, outcome) => {
    const seen = await see(input);
    const { new: exact, has = [], not = [], subject, kind, certain, unread } = outcome;
    if (exact !== undefined) expect(folded(seen.text)).toBe(exact);
    for (const words of has) expect(seen.text).toContain(words);
    for (const words of not) expect(seen.text).not.toContain(words);
    if (subject !== undefined) expect(seen.subject).toBe(subject);
    if (kind !== undefined) expect([kind].flat()).toContain(seen.kind);
    if (certain !== undefined) expect(seen.certain).toBe(certain);
    if (unread !== undefined) expect(seen.unread).toBe(unread);
  });
});

type Seen = { text: string; subject: string; kind: string; certain: boolean; unread: boolean };

async function see(input: Input): Promise<Seen> {
  if ('eml' in input) {
    const mail = await readPost(rawPost(input.eml));
    const text = splitReply({ text: mail.text, html: mail.html }).new;
    const verdict = judge(mail, { newText: text });
    return { text, subject: mail.subject, ...verdict, unread: verdict.evidence.includes(NOT_FULLY_READ) };
  }
  if ('mail' in input) {
    const headers = Object.entries(input.headers ?? {}).map(([name, value]) => ({ name, value }));
    const mail = mailOf({ ...input.mail, headers });
    const verdict = judge(mail, { envelope: { to: [], from: input.envelopeFrom ?? mail.from!.address } });
    return {
      text: mail.text ?? '',
      subject: mail.subject,
      ...verdict,
      unread: verdict.evidence.includes(NOT_FULLY_READ),
    };
  }
  const text = splitReply({ text: input.text, html: input.html, sent: input.sent ? [{ text: SENT }] : [] }).new;
  return { text, subject: '', kind: 'human', certain: true, unread: false };
}
