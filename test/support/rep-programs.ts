import { escapeHtml } from '../../lib/html.ts';

/** A mail as it lies in a rep's mailbox. */
export type Received = {
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
};
export type Style = 'top' | 'bottom' | 'inline';
export type Written = { paragraphs: string[]; style: Style; quoting: boolean };
export type Bodies = { text: string | null; html: string | null };

/** What a mail program makes of an answer to a mail: the rep's words, and the quote as that program writes it. */
export type Program = { name: string; answer(mail: Received, written: Written): Bodies };

const DATE = {
  en: 'Mon, Nov 2, 2026 at 10:12 AM',
  pt: 'seg., 2 de nov. de 2026 às 10:12',
  es: 'lun, 2 nov 2026 a las 10:12',
};

const br = (lines: string[]) =>
  lines.map((line) => (line === '' ? '<div><br></div>' : `<div>${escapeHtml(line)}</div>`)).join('');
const named = ({ name, address }: Received['from']) => `${name} <${address}>`;
const link = (address: string) => `<a href="mailto:${address}">${address}</a>`;
const namedHtml = ({ name, address }: Received['from']) => `${escapeHtml(name)} &lt;${link(address)}&gt;`;
const prefixed = (text: string, mark = '> ') =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n');

/** Hard wraps as `format=flowed` and most programs do; a quote mark repeats on the new line. */
function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const mark = /^[> ]*/.exec(line)![0];
      const lines: string[] = [];
      let rest = line;
      while (rest.length > width && rest.lastIndexOf(' ', width) > mark.length) {
        const at = rest.lastIndexOf(' ', width);
        lines.push(rest.slice(0, at));
        rest = mark + rest.slice(at + 1);
      }
      return [...lines, rest];
    })
    .join('\n');
}

/** A link's target behind its words, as text parts of HTML mails have it. */
const asText = (html: string, target: (words: string, url: string) => string) =>
  html
    .replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, (_all, url: string, words: string) =>
      url.startsWith('mailto:') ? words : target(words, url),
    )
    .replace(/<br>|<\/div>|<\/p>|<\/blockquote>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\n{3,}/g, '\n\n');

/** The quote with the rep's words above, below, or after its first paragraph. */
function placed(
  { paragraphs, style, quoting }: Written,
  own: (lines: string[]) => string,
  quote: [introduction: string, quoted: string, split: (quoted: string, words: string) => string],
): string {
  const [introduction, quoted, split] = quote;
  const words = own(paragraphs);
  if (!quoting) return words;
  if (style === 'top') return `${words}${introduction}${quoted}`;
  if (style === 'bottom') return `${introduction}${quoted}${words}`;
  return `${introduction}${split(quoted, words)}`;
}
const own = (paragraphs: string[]) => `${paragraphs.join('\n\n')}\n\n`;
const textSplit = (quoted: string, words: string) => {
  const lines = quoted.split('\n');
  return [...lines.slice(0, -2), '', words.trim(), '', ...lines.slice(-2)].join('\n');
};
/** Before the last block of the quote: the quote ends, the rep's words, it begins again. */
const htmlSplit = (open: string) => (quoted: string, words: string) => {
  const at = quoted.lastIndexOf('<div', quoted.length - 60);
  return at < 0 ? `${quoted}${words}` : `${quoted.slice(0, at)}</blockquote>${words}${open}${quoted.slice(at)}`;
};
const plain = (mail: Received, written: Written, introduction: string, quoted = prefixed(mail.text)) =>
  placed(written, own, [`${introduction}\n`, `${quoted}\n\n`, textSplit]);
const html = (written: Written, introduction: string, open: string, inner: string, wrap = (body: string) => body) =>
  wrap(
    placed(written, (lines) => br(lines.flatMap((line, at) => (at > 0 ? ['', line] : [line]))), [
      introduction,
      `${open}${inner}</blockquote>`,
      htmlSplit(open),
    ]),
  );

/** Programs make a link of every domain that they show. */
const autoLinked = (source: string) =>
  source.replace(/(?<=[ (])([a-z]+\.example)(?=[) ])/g, '<a href="http://$1" target="_blank">$1</a>');
const header = (
  mail: Received,
  words: [string, string, string, string],
  mark: (word: string) => string,
  line: (text: string) => string,
) =>
  [
    line(`${mark(words[0])} ${named(mail.from)}`),
    line(`${mark(words[1])} 2 November 2026 10:12`),
    line(`${mark(words[2])} ${named(mail.to)}`),
    line(`${mark(words[3])} ${mail.subject}`),
  ].join('\n');
const EN: [string, string, string, string] = ['From:', 'Sent:', 'To:', 'Subject:'];
const PT: [string, string, string, string] = ['De:', 'Enviada em:', 'Para:', 'Assunto:'];
const ES: [string, string, string, string] = ['De:', 'Enviado:', 'Para:', 'Asunto:'];

const outlookHtml = (mail: Received, written: Written, words: [string, string, string, string]) => {
  const paragraphs = (source: string) =>
    source
      .replace(/<div[^>]*>/g, '<p class="MsoNormal"><span style="font-size:9.0pt">')
      .replace(/<\/div>/g, '<o:p></o:p></span></p>');
  const fields = header(
    mail,
    words,
    (word) => `<b>${word}</b>`,
    (text) => text,
  )
    .replace(/ (\S+) <([^>]*)>/g, (_all, last: string, address: string) => ` ${last} &lt;${address}&gt;`)
    .replace(/\n/g, '<br>');
  const introduction = `<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">${fields}<o:p></o:p></p></div>`;
  const body = placed(
    written,
    (lines) => lines.map((line) => `<p class="MsoNormal">${escapeHtml(line)}<o:p></o:p></p>`).join(''),
    [introduction, paragraphs(mail.html), (quoted, own) => `${own}${quoted}`],
  );
  return `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang="EN-US"><div class="WordSection1">${body}</div></body></html>`;
};
const outlookText = (
  mail: Received,
  written: Written,
  words: [string, string, string, string],
  target: (words: string, url: string) => string,
) =>
  placed({ ...written, style: written.style === 'inline' ? 'top' : written.style }, own, [
    `________________________________\n${header(
      mail,
      words,
      (word) => word,
      (text) => text,
    )}\n\n`,
    `${asText(mail.html, target)}\n`,
    textSplit,
  ]);
const safeLinks = (url: string) =>
  `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05%7C02`;
const saferHtml = (source: string) =>
  source.replace(/href="(https?:[^"]*)"/g, (_all, url: string) => `href="${escapeHtml(safeLinks(url))}"`);

const gmail =
  (date: string, verb: string): Program['answer'] =>
  (mail, written) => {
    const introduction = `On ${date} ${named(mail.from)} ${verb}`;
    const open =
      '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">';
    const renamed = autoLinked(mail.html).replace(
      / style="font-size:12px/g,
      ' class="m_-4711line" style="font-size:12px',
    );
    return {
      text: wrapped(
        plain(mail, written, introduction, prefixed(asText(mail.html, (words, url) => `${words} <${url}>`))),
        78,
      ),
      html: html(
        written,
        `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On ${date} ${autoLinked(`${escapeHtml(mail.from.name)} `)}&lt;${link(mail.from.address)}&gt; ${verb}<br></div>`,
        open,
        renamed,
        (body) => `<div dir="ltr">${body}</div>`,
      ),
    };
  };
const cited = (
  name: string,
  attribution: (mail: Received) => string,
  attributionHtml: (mail: Received) => string,
  width: number,
): Program => ({
  name,
  answer: (mail, written) => ({
    text: wrapped(plain(mail, written, attribution(mail)), width),
    html: html(
      written,
      attributionHtml(mail),
      '<blockquote type="cite">',
      mail.html,
      (body) => `<html><head></head><body style="overflow-wrap: break-word;">${body}</body></html>`,
    ),
  }),
});

/** Twelve programs, in the languages of the product, each with what it does to a quote. */
export const REP_PROGRAMS: Program[] = [
  { name: 'Gmail web', answer: gmail(DATE.en, 'wrote:') },
  { name: 'Gmail for Android, Spanish', answer: gmail(DATE.es, 'escribió:') },
  {
    name: 'Outlook for Windows',
    answer: (mail, written) => ({
      text: outlookText(mail, written, PT, (words, url) => `${words}<${url}>`),
      html: outlookHtml(mail, written, PT),
    }),
  },
  {
    name: 'Outlook with Safe Links',
    answer: (mail, written) => ({
      text: outlookText(mail, written, EN, (words, url) => `${words}<${safeLinks(url)}>`),
      html: outlookHtml({ ...mail, html: saferHtml(mail.html) }, written, EN),
    }),
  },
  {
    name: 'Outlook on the web',
    answer: (mail, written) => ({
      text: outlookText(mail, written, ES, (words, url) => `${words}<${url}>`),
      html: `<html><body dir="ltr">${placed(written, (lines) => br(lines), [
        `<div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>De:</b> ${namedHtml(mail.from)}<br><b>Enviado:</b> lunes, 2 de noviembre de 2026 10:12<br><b>Para:</b> ${namedHtml(mail.to)}<br><b>Asunto:</b> ${escapeHtml(mail.subject)}</font><div>&nbsp;</div></div>`,
        `<div>${mail.html}</div>`,
        (quoted, words) => `${words}${quoted}`,
      ])}</body></html>`,
    }),
  },
  {
    name: 'Outlook for iOS',
    answer: (mail, written) => ({
      text: null,
      html: `<html><body><div dir="ltr">${placed(written, (lines) => br(lines), [
        `<div id="ms-outlook-mobile-signature">Get Outlook for iOS</div><hr><div id="divRplyFwdMsg"><strong>From:</strong> ${namedHtml(mail.from)}<br><strong>Subject:</strong> ${escapeHtml(mail.subject)}<br></div>`,
        mail.html,
        (quoted, words) => `${words}${quoted}`,
      ])}</div></body></html>`,
    }),
  },
  cited(
    'Apple Mail',
    (mail) => `On 2. Nov 2026, at 10:12, ${named(mail.from)} wrote:\n`,
    (mail) =>
      `<br><div>On 2. Nov 2026, at 10:12, ${namedHtml(mail.from)} wrote:</div><br class="Apple-interchange-newline">`,
    76,
  ),
  cited(
    'iPhone',
    (mail) => `Em 2 de nov. de 2026, à(s) 10:12, ${named(mail.from)} escreveu:\n`,
    (mail) =>
      `<div dir="ltr"><br><blockquote type="cite">Em 2 de nov. de 2026, à(s) 10:12, ${namedHtml(mail.from)} escreveu:<br><br></blockquote></div>`,
    70,
  ),
  cited(
    'Thunderbird',
    (mail) => `On 02.11.26 10:12, ${mail.from.name} wrote:`,
    (mail) => `<div class="moz-cite-prefix">On 02.11.26 10:12, ${escapeHtml(mail.from.name)} wrote:<br></div>`,
    72,
  ),
  cited(
    'Yahoo Mail',
    (mail) => `El lunes, 2 de noviembre de 2026, 10:12:00 CET, ${named(mail.from)} escribió:`,
    (mail) =>
      `<div class="yahoo_quoted"><div>El lunes, 2 de noviembre de 2026, 10:12:00 CET, ${namedHtml(mail.from)} escribió:</div></div>`,
    200,
  ),
  {
    name: 'Samsung Email',
    answer: (mail, written) => ({
      text: null,
      html: `<html><body>${placed(written, (lines) => br(lines), [
        `<div>-------- Mensagem original --------</div><div>De : ${escapeHtml(named(mail.from))} </div><div>Data: 02/11/2026  10:12  (GMT-03:00) </div><div>Para: ${escapeHtml(named(mail.to))} </div><div>Assunto: ${escapeHtml(mail.subject)} </div><div><br></div>`,
        mail.html.replace(/ style="[^"]*"/g, ''),
        (quoted, words) => `${words}${quoted}`,
      ])}</body></html>`,
    }),
  },
  {
    name: 'mutt, plain text',
    answer: (mail, written) => ({
      text: wrapped(plain(mail, written, `On Mon, Nov 02, 2026 at 10:12:00AM +0100, ${mail.from.name} wrote:`), 72),
      html: null,
    }),
  },
];
