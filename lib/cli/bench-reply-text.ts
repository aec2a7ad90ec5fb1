import { splitReply } from '../mail/reply-text/index.ts';

const SIZES = [32, 128, 1024];
const MAX_MS = 500;

/** Text patterns that trip parsers: what backtracks, nests, never ends or looks like the beginning of a quote. */
const TEXT: Record<string, (length: number) => string> = {
  letters: repeat('a'),
  spaces: repeat(' '),
  newlines: repeat('\n'),
  'carriage returns': repeat('\r'),
  tabs: repeat('\t'),
  dashes: repeat('-'),
  underscores: repeat('_'),
  'dash lines': repeat('--\n'),
  'rule lines': repeat('______\n'),
  'quote marks': repeat('>'),
  'quote marks and spaces': repeat('> '),
  'quoted lines': repeat('> quoted\n'),
  'deeper and deeper quotes': (length) =>
    cut(Array.from({ length: 2_000 }, (_, at) => `${'>'.repeat(at)} a`).join('\n'), length),
  colons: repeat(':'),
  'colon lines': repeat(':\n'),
  'header words': repeat('From: a\n'),
  'header block again and again': repeat('From: a@b.example\nSent: 1.1.2024 10:00\nTo: c\nSubject: d\n\ntext\n'),
  'header words in one line': repeat('From: a@b.exampleTo: c Subject: d '),
  'header words, no block': repeat('Von: x\n\n\nx\nx\nx\nx\nx\n'),
  'attribution beginnings': repeat('On Mon, 1 Jan 2024 at 10:00 '),
  'attribution lines': repeat('On Mon, 1 Jan 2024 at 10:00, A <a@b.example> wrote:\n'),
  'attribution without end': repeat('On Mon, 1 Jan 2024 at 10:00, A <a@b.example\n'),
  'attribution, answered': repeat('On Mon, 1 Jan 2024, A <a@b.example> wrote:\n> q\n\nanswer\n\n'),
  'On lines': repeat('On \n'),
  'wrote lines': repeat('wrote:\n'),
  'open brackets': repeat('<'),
  addresses: repeat('a@b.example '),
  'at signs': repeat('@'),
  dots: repeat('.'),
  'links never closed': repeat('<http://a'),
  'bracketed links': repeat('(http:'),
  digits: repeat('1'),
  dates: repeat('1.1.2024 10:00 '),
  'phone digits': repeat('1 2 3 (4) '),
  'footer words': repeat('Sent from my '),
  'footer lines': repeat('Sent from my iPhone\n'),
  'legal words': repeat('confidential recipient message delete '),
  'legal paragraphs': repeat('This confidential message is for the recipient; delete it if received in error.\n\n'),
  'warning paragraphs': repeat('CAUTION: external sender, do not click links\n\n'),
  closings: repeat('Best regards,\n'),
  names: repeat('Jane Doe\n'),
  'signature delimiters': repeat('-- \nJane\n'),
  'dash framed words': repeat('---- message ----\n'),
  'dash framed, one line': repeat('---- a ----'),
  'reply above': repeat('-- reply above this line -- '),
  'interleaved answers': repeat('> q\na\n'),
  'bidi marks': repeat('\u202b\u200f'),
  'no-break spaces': repeat('\u00a0'),
  'combining marks': repeat('e\u0301'),
  'lone surrogates': repeat('\ud83d'),
  Thai: repeat('ข้อความ'),
  Chinese: repeat('写道：\n'),
  'null bytes': repeat('\0'),
};

const HTML: Record<string, (length: number) => string> = {
  'open divs': repeat('<div>'),
  'open blockquotes': repeat('<blockquote>'),
  'closed divs': repeat('<div>a</div>'),
  'closing tags only': repeat('</div>'),
  'wrong closing tags': repeat('<div></span>'),
  'crossed tags': repeat('<b><i></b></i>'),
  paragraphs: repeat('<p>a</p>'),
  'line breaks': repeat('<br>'),
  'open tags never ended': repeat('<'),
  'tag names never ended': repeat('<a'),
  'attributes never ended': (length) => cut(`<div ${'a="'.repeat(length)}`, length),
  'one long attribute': (length) => cut(`<div style="${'color:red;'.repeat(length / 8)}">a</div>`, length),
  'many attributes': (length) => cut(`<div ${'a=b '.repeat(length / 4)}>`, length),
  'hidden elements': repeat('<span style="display:none">x</span>'),
  'style values': repeat('<i style="display :  none ; color: rgb(255 , 255,255)">x</i>'),
  'comments never ended': repeat('<!--'),
  'conditional comments': repeat('<!--[if mso]>'),
  CDATA: repeat('<![CDATA['),
  entities: repeat('&amp;'),
  'entities never ended': repeat('&am'),
  'numeric entities': repeat('&#x1F600;'),
  scripts: repeat('<script>'),
  styles: repeat('<style>a{}</style>'),
  tables: repeat('<table><tr><td>a'),
  preformatted: (length) => cut(`<pre>${'a\n'.repeat(length / 2)}`, length),
  spaces: (length) => cut(`<p>${' '.repeat(length)}`, length),
  'Gmail quotes': repeat(
    '<div class="gmail_quote"><div class="gmail_attr">On 1 Jan 2024 A wrote:</div><blockquote>q</blockquote>a</div>',
  ),
  'Outlook headers': repeat('<div id="divRplyFwdMsg"><b>From:</b> a<br></div>'),
  'class names': (length) => cut(`<div class="${'x_ '.repeat(length / 3)}">a`, length),
};

/** Prints the time for hostile input at growing sizes, then mails a second against the floor of copying the text. */
export function benchReplyText(): void {
  const rows = [
    ...Object.entries(TEXT).map(([name, make]) => hostile(name, (size) => ({ text: make(size) }))),
    ...Object.entries(HTML).map(([name, make]) => hostile(`${name} (HTML)`, (size) => ({ html: make(size) }))),
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

function repeat(unit: string): (length: number) => string {
  return (length) => cut(unit.repeat(Math.ceil(length / unit.length)), length);
}

function cut(text: string, length: number): string {
  return text.slice(0, length);
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
