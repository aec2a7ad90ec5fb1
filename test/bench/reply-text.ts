import { splitReply } from '../../lib/mail/reply-text/index.ts';
import { HOSTILE_HTML, HOSTILE_TEXT } from './hostile-mails.ts';

const SIZES = [32, 128, 1024];
const MAX_MS = 500;

/** Prints the time for hostile input at growing sizes, then mails a second against the floor of copying the text. */
export function benchReplyText(): void {
  const rows = [
    ...Object.entries(HOSTILE_TEXT).map(([name, make]) => hostile(name, (size) => ({ text: make(size) }))),
    ...Object.entries(HOSTILE_HTML).map(([name, make]) => hostile(`${name} (HTML)`, (size) => ({ html: make(size) }))),
  ];
  console.log(`Reply text, hostile input: milliseconds at ${SIZES.join(', ')} kB (limit ${MAX_MS})`);
  console.table(Object.fromEntries(rows));
  console.log('Reply text, mails a second on one core');
  console.table({
    'short text mail': rate(() => splitReply({ text: SHORT_MAIL })),
    'short text mail, what we sent known': rate(() => splitReply({ text: SHORT_MAIL, sent: [{ text: SENT }] })),
    'short HTML mail': rate(() => splitReply({ html: SHORT_HTML })),
    'floor: lines split and joined': rate(() => SHORT_MAIL.split('\n').join('\n')),
  });
}

function hostile(
  name: string,
  make: (size: number) => { text?: string; html?: string },
): [string, Record<string, number | string>] {
  const took = SIZES.map((kilobytes) => {
    const mail = make(kilobytes * 1024);
    const started = performance.now();
    splitReply(mail);
    return Math.round((performance.now() - started) * 10) / 10;
  });
  return [
    name,
    {
      ...Object.fromEntries(SIZES.map((size, at) => [`${size} kB`, took[at]!])),
      over: took.some((ms) => ms > MAX_MS) ? 'OVER' : '',
    },
  ];
}

function rate(run: () => unknown): { 'mails/s': number; µs: number } {
  for (let warm = 0; warm < 5_000; warm++) run();
  const runs = 20_000;
  const started = performance.now();
  for (let at = 0; at < runs; at++) run();
  const perMail = (performance.now() - started) / runs;
  return { 'mails/s': Math.round(1_000 / perMail), µs: Math.round(perMail * 10_000) / 10 };
}

const SENT = 'Hello Marta,\n\nhere is the offer we talked about. Please let me know what you think.\n\nJana';

const SHORT_MAIL = `Thanks Jana, the offer looks good to us.

Can you send the contract for 40 seats by Friday?

Best regards,
Marta

Sent from my iPhone

On Tue, Mar 12, 2024 at 9:04 AM Jana Novak <jana.novak@acme.example>
wrote:

${SENT.split('\n')
  .map((line) => `> ${line}`)
  .join('\n')}
`;

const SHORT_HTML = `<div dir="ltr">Thanks Jana, the offer looks good to us.<div><br></div><div>Can you send the contract by Friday?</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Mar 12, 2024 at 9:04 AM Jana Novak &lt;<a href="mailto:jana@acme.example">jana@acme.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${SENT.replaceAll('\n', '<br>')}</blockquote></div>`;
