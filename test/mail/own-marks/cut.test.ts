import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../lib/language.ts';
import { readReply } from '../../../lib/mail/in-threads.ts';
import { composeForward } from '../../../lib/mail/outgoing/forward/compose.ts';
import type { FileOfMail } from '../../../lib/mail/outgoing/forward/input.ts';
import { linesOfForward } from '../../../lib/mail/outgoing/forward/line.ts';
import { WORDS } from '../../../lib/mail/outgoing/words.ts';
import { cutOurMarks, type OurMarks } from '../../../lib/mail/own-marks/cut/index.ts';
import type { IncomingMail } from '../../../lib/mail/types.ts';
import { holdsToken } from '../../support/find-token.ts';
import { type Bodies, REP_PROGRAMS, type Received, type Style } from '../../support/rep-programs.ts';

const REPLY_DOMAIN = 'reply.vendas.example';
const TOKEN = 'fedcba9876543210';
const CUSTOMER = { name: 'John Carter', address: 'john.carter@northwind.example' };
const REP = { name: 'Ana Souza', address: 'ana@vendas.example' };
const TEXT = 'Hello Ana,\n\nwould 250 seats be possible by March? Our <budget> is 3,000 €.\n\nJohn';
const PUBLIC_URL = 'https://replies.vendas.example';
const line = {
  from: CUSTOMER,
  to: [{ name: 'Ana', address: 'reply+…@reply.vendas.example' }],
  cc: [{ name: 'Petra Vos', address: 'petra@northwind.example' }],
};
const file = (filename: string, size: number): FileOfMail => ({
  size,
  filename,
  contentType: 'application/pdf',
  contentId: null,
  inline: false,
  content: new Uint8Array(size),
});
const EMPTY_MAIL: IncomingMail = {
  headers: [],
  from: null,
  sender: null,
  replyTo: [],
  to: [],
  cc: [],
  deliveredTo: [],
  subject: '',
  messageId: 'rep@laptop.example',
  inReplyTo: [],
  references: [],
  date: null,
  text: null,
  html: null,
  attachments: [],
  deliveryStatus: [],
  returnedMessageIds: [],
  problems: [],
};
const FILES = [file('plan.pdf', 10), file('drawings of the shop.zip', 21 * 1024 * 1024), file('setup.exe', 10)];

const marks: OurMarks = {
  lines: linesOfForward(
    line,
    FILES.map(({ filename, content }) => ({ filename, size: content.length, blocked: filename.endsWith('.exe') })),
  ),
  subjectMarks: LANGUAGES.map((language) => WORDS[language].unverified),
  subjects: [],
  subject: '',
  publicUrl: PUBLIC_URL,
  names: [{ name: 'John Carter', domain: 'northwind.example' }],
  tokens: [TOKEN],
  customerAddress: CUSTOMER.address,
  repAddress: REP.address,
  replyDomain: REPLY_DOMAIN,
};

/** The forward as it lies in the rep's mailbox, and the customer's mail as it would lie there without us. */
function received(language: (typeof LANGUAGES)[number], html: string | null): { ours: Received; theirs: Received } {
  const forward = composeForward({
    mail: {
      ...line,
      replyTo: [],
      subject: 'Re: Seats',
      messageId: 'c@x',
      inReplyTo: [],
      references: [],
      html,
      text: TEXT,
      attachments: FILES,
    },
    trust: 'unknown',
    fullyRead: false,
    to: REP,
    way: { through: 'reply_tracking', address: `reply+${TOKEN}@${REPLY_DOMAIN}` },
    messageId: 'f@x',
    repIds: [],
    language,
    openUrl: `${PUBLIC_URL}/o/AbCdEfGhIjKlMnOpQrStUvWxYz0123`,
    loopHeader: 'X-L',
    linkTo: () => `${PUBLIC_URL}/attachments/0192b1c2.1790000000.abcdefghijklmnopqrstuv`,
  });
  const ours = { from: forward.from, to: REP, subject: forward.subject, text: forward.text, html: forward.html! };
  return { ours, theirs: { from: CUSTOMER, to: REP, subject: 'Re: Seats', text: TEXT, html: html ?? '' } };
}

function cut(bodies: Bodies, subject: string) {
  const mail: IncomingMail = { ...EMPTY_MAIL, from: REP, subject, ...bodies };
  const { mail: read, text } = readReply({
    mail,
    envelope: { from: REP.address, to: [`reply+${TOKEN}@${REPLY_DOMAIN}`] },
    sent: [{ text: TEXT }],
    own: { domains: [REPLY_DOMAIN], loopHeader: 'X-L', messageIdDomain: REPLY_DOMAIN },
    marks,
    replyDomain: REPLY_DOMAIN,
  });
  return { subject: read.subject, html: read.html, text };
}

/** Words alone, so that what stands where is compared and not how it is wrapped. */
const words = (text: string) =>
  text
    .replace(/<style[\s\S]*?<\/style>|<[^<>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .match(/[\p{L}\p{N}@.+€-]+/gu)
    ?.join(' ') ?? '';

const OURS =
  /open in HubSpot|abrir no HubSpot|abrir en HubSpot|in copy|em cópia|en copia|Too large|Grande demais|Demasiado grande|Removed for|Removidos|Quitados|couldn’t read|não conseguimos|no pudimos|unverified|não verificado|no verificado|replies\.vendas|northwind\.example\)|· northwind|reply\+|attachments\/|setup\.exe/i;

const HTML =
  '<div><p>Hello Ana,</p><p>would 250 seats be possible by March? Our &lt;budget&gt; is 3,000 €.</p><p>John</p></div>';
const STYLES: Style[] = ['top', 'bottom', 'inline'];
const PARAGRAPHS = [
  'Yes, March works for 250 seats.',
  'See https://vendas.example/plans and call me: +55 11 5555-0100.',
];

describe.each(REP_PROGRAMS)('$name', ({ answer }) => {
  test.each(
    LANGUAGES.flatMap((language) =>
      STYLES.flatMap((style) => [true, false].map((quoting) => ({ language, style, quoting }))),
    ),
  )('$language, $style, quoting: $quoting', ({ language, style, quoting }) => {
    const { ours, theirs } = received(language, HTML);
    const written = { paragraphs: PARAGRAPHS, style, quoting };
    const { subject, html, text } = cut(answer(ours, written), `Re: ${ours.subject}`);
    const ideal = answer(theirs, written);

    expect(subject).toBe('Re: Re: Seats');
    expect(`${subject}\n${text.full}\n${html ?? ''}`).not.toMatch(OURS);
    expect(holdsToken(Buffer.from(`${text.full}${html ?? ''}`), TOKEN)).toBe(false);
    for (const paragraph of PARAGRAPHS) expect(text.new).toContain(paragraph);
    if (ideal.html !== null) expect(words(html!)).toBe(words(ideal.html));
    if (ideal.text !== null && ideal.html === null) expect(words(text.full)).toBe(words(ideal.text));
  });

  test('a plain-text mail of the customer', () => {
    const { ours } = received('en', null);
    const { html, text } = cut(answer(ours, { paragraphs: PARAGRAPHS, style: 'top', quoting: true }), ours.subject);
    expect(`${text.full}\n${html ?? ''}`).not.toMatch(OURS);
    expect(words(text.full)).toContain(words(TEXT.split('\n')[2]!));
  });

  test('nothing but the quote is nothing', () => {
    const { ours } = received('en', HTML);
    const { text } = cut(answer(ours, { paragraphs: [''], style: 'top', quoting: true }), ours.subject);
    expect(text.new.trim()).toBe('');
  });
});

test('what a rep writes about HubSpot, the customer and their own links stays', () => {
  const own = `Open HubSpot and look at John Carter (see www.northwind.example).\nMy file: https://vendas.example/a?b=1`;
  const { text } = cut({ text: own, html: null }, 'Re: Seats');
  expect(text.full).toBe(own);
});

describe('2 MB of what a parser or a search goes over again and again', () => {
  const link = `${PUBLIC_URL}/o/x`;
  const shapes: Record<string, { text?: string; html?: string }> = {
    'our links on one line': { text: `${link} ` },
    'elements that nothing ends': { html: '<b>x</i>' },
    'brackets within attributes': { html: '<div a="<">' },
    'links between empty elements': { html: `<b></b><a href="${link}">x</a>` },
  };
  test.each(Object.entries(shapes))('%s', (_, { text, html }) => {
    const large = (unit = '') => unit.repeat(Math.ceil(2_000_000 / unit.length));
    const started = process.cpuUsage();
    const shown = cutOurMarks({ subject: '', text: text ? large(text) : null, html: html ? large(html) : null }, marks);
    const { user } = process.cpuUsage(started);
    expect(`${shown.text}${shown.html}`).not.toContain(PUBLIC_URL);
    expect(user / 1_000_000).toBeLessThan(4);
  });
});
