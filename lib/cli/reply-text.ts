import { createInterface } from 'node:readline';
import { buffer as readAll } from 'node:stream/consumers';
import { z } from 'zod';
import { splitReply } from '../mail/reply-text/index.ts';
import { parseLine } from './json-lines.ts';

/** One line of `--jsonl`: a whole mail (`eml`) or one of its bodies; `sent` is the mail it answers. */
const SHAPE = '{"id", "eml" | "text" | "html", "sent"?}';
const Row = z
  .object({
    id: z.union([z.string(), z.number()]),
    eml: z.string().optional(),
    text: z.string().nullish(),
    html: z.string().nullish(),
    sent: z.string().optional(),
  })
  .refine(({ eml, text, html }) => eml != null || text != null || html != null, 'needs "eml", "text" or "html"');

/** A header line at the very start tells a raw mail from plain text; two of them, from text such as "Note: …". */
const LOOKS_LIKE_MIME = /^(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2}/;
const MAIL_HEADER =
  /^(?:from|to|date|subject|message-id|mime-version|received|return-path|content-type|delivered-to):/im;

if (process.argv.includes('--jsonl')) await eachLine();
else process.stdout.write(`${(await readMail(await readAll(process.stdin))).new}\n`);

async function eachLine(): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const row = parseLine(Row, line, { number, shape: SHAPE });
    if (!row) continue;
    const sent = row.sent ? [{ text: row.sent }] : [];
    const result =
      row.eml == null
        ? splitReply({ text: row.text ?? null, html: row.html ?? null, sent })
        : await readMail(Buffer.from(row.eml), sent);
    const written = process.stdout.write(`${JSON.stringify({ id: row.id, text: result.new })}\n`);
    if (!written) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

async function readMail(input: Buffer, sent: { text: string }[] = []) {
  const start = input
    .subarray(0, 20_000)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  if (!LOOKS_LIKE_MIME.test(start) || !MAIL_HEADER.test(start)) return splitReply({ text: input.toString(), sent });
  // Not needed for bodies, and it takes longer to load than thousands of them to split.
  const { readRawMessage } = await import('../mail/incoming/mime/raw-message.ts');
  const { text, html } = await readRawMessage(input);
  return splitReply({ text, html, sent });
}
