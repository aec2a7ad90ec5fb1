import type { Locale } from './locales.ts';

/** A labeled mail: what the client sent and what its writer wrote anew. */
export type Sample = { name: string; text?: string; html?: string; expected: string; sent?: string };

const NAME = 'Jana Novak';
const ADDRESS = 'jana.novak@acme.example';
const fill = (attribution: string) => attribution.replace('NAME', NAME).replace('ADDR', ADDRESS);
const quoted = (lines: readonly string[]) => lines.map((line) => (line ? `> ${line}` : '>')).join('\n');
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Every client's shape of a reply, written in one language. */
export function samples(locale: Locale): Sample[] {
  return [...textReplies(locale), ...tails(locale), ...htmlReplies(locale)];
}

function textReplies(locale: Locale): Sample[] {
  const body = locale.body.join('\n\n');
  const quote = ['', ...locale.quote, ''];
  const gmail = fill(locale.gmail);
  const [first, second] = locale.body as [string, string];
  const header = headerBlock(locale);
  return [
    { name: 'Gmail', text: `${body}\n\n${wrap(gmail)}\n\n${quoted(locale.quote)}\n`, expected: body },
    { name: 'Gmail, no blank line', text: `${body}\n${gmail}\n${quoted(quote)}\n`, expected: body },
    { name: 'Gmail, quote not marked', text: `${body}\n\n${gmail}\n\n${locale.quote.join('\n\n')}\n`, expected: body },
    {
      name: 'Gmail, address on its own line',
      text: `${body}\n\n${gmail.replace(' <', ' <\n').replace(' (<', ' (<\n')}\n\n${quoted(locale.quote)}\n`,
      expected: body,
    },
    { name: 'Apple Mail', text: `${body}\n\n> ${fill(locale.apple)}\n> \n${quoted(locale.quote)}\n`, expected: body },
    {
      name: 'Apple Mail, attribution outside',
      text: `${body}\n\n${fill(locale.apple)}\n\n${quoted(locale.quote)}\n`,
      expected: body,
    },
    {
      name: 'iPhone',
      text: `${body}\n\n${locale.footers[0]}\n\n> ${fill(locale.apple)}\n> \n${quoted(locale.quote)}\n`,
      expected: body,
    },
    {
      name: 'Thunderbird, answer below',
      text: `${fill(locale.thunderbird)}\n${quoted(locale.quote)}\n\n${body}\n`,
      expected: body,
    },
    {
      name: 'Thunderbird, answer above',
      text: `${body}\n\n${fill(locale.thunderbird)}\n${quoted(locale.quote)}\n`,
      expected: body,
    },
    {
      name: 'answers between the lines',
      text: `${gmail}\n\n> ${locale.quote[0]}\n\n${first}\n\n> ${locale.quote[1]}\n\n${second}\n`,
      expected: `${first}\n\n${second}`,
    },
    { name: 'Outlook', text: `${body}\n\n${header}\n\n${locale.quote.join('\n')}\n`, expected: body },
    {
      name: 'Outlook with a rule',
      text: `${body}\n\n________________________________\n${header}\n\n${locale.quote.join('\n')}\n`,
      expected: body,
    },
    {
      name: 'Outlook, older',
      text: `${body}\n\n-----${locale.original}-----\n${header}\n\n${locale.quote.join('\n')}\n`,
      expected: body,
    },
    {
      name: 'rule without header',
      text: `${body}\n\n-------- ${locale.original} --------\n\n${locale.quote.join('\n')}\n`,
      expected: body,
    },
    {
      name: 'bold header words',
      text: `${body}\n\n${headerBlock(locale, '*')}\n\n${locale.quote.join('\n')}\n`,
      expected: body,
    },
    {
      name: 'date before sender',
      text: `${body}\n\n${datedFirst(locale)}\n\n${locale.quote.join('\n')}\n`,
      expected: body,
    },
    {
      name: 'forward',
      text: `${body}\n\n---------- ${locale.forwarded} ---------\n${header}\n\n${locale.quote.join('\n')}\n`,
      expected: body,
    },
    {
      name: 'Thunderbird forward',
      text: `${body}\n\n-------- ${locale.forwarded} --------\n${subjectFirst(locale)}\n\n\n${locale.quote.join('\n')}\n`,
      expected: body,
    },
    {
      name: 'two mails below each other',
      text: `${body}\n\n${header}\n\n${locale.quote[0]}\n\nFrom: Max <max@acme.example>\nSent: Monday, March 11, 2024 8:00 AM\nTo: Jana\nSubject: Offer\n\n${locale.quote[1]}\n`,
      expected: body,
    },
    {
      name: 'unknown client, own mail known',
      text: `${body}\n\n~~ Jana ~~\n${locale.quote.join('\n')}\n`,
      expected: `${body}\n\n~~ Jana ~~`,
      sent: locale.quote.join('\n'),
    },
  ];
}

function tails(locale: Locale): Sample[] {
  const body = locale.body.join('\n\n');
  const signed = `${body}\n\n${locale.closing}\nMarta Klein`;
  const gmail = `${fill(locale.gmail)}\n\n${quoted(locale.quote)}\n`;
  const contact = 'Acme Industries\n+49 30 1234567\nmarta.klein@acme.example\nwww.acme.example';
  return [
    { name: 'nothing to cut', text: `${signed}\n\n${gmail}`, expected: signed },
    {
      name: 'delimited signature',
      text: `${body}\n\n-- \nMarta Klein\nAcme Industries\n+49 30 1234567\n`,
      expected: body,
    },
    {
      name: 'delimited signature above a quote',
      text: `${body}\n\n--\nMarta Klein\nAcme Industries\n\n${gmail}`,
      expected: body,
    },
    { name: 'contact details', text: `${signed}\n${contact}\n\n${gmail}`, expected: signed },
    { name: 'contact details without a closing', text: `${body}\n\nMarta Klein\n${contact}\n`, expected: body },
    { name: 'legal notice', text: `${signed}\n\n${locale.legal}\n`, expected: signed },
    { name: 'legal notice above a quote', text: `${body}\n\n${locale.legal}\n\n${gmail}`, expected: body },
    ...(locale.caution
      ? [{ name: 'warning of a gateway', text: `${locale.caution}\n\n${body}\n\n${gmail}`, expected: body }]
      : []),
    ...locale.footers.flatMap((footer) => [
      { name: `footer: ${footer}`, text: `${body}\n\n${footer}\n`, expected: body },
      {
        name: `footer above a header: ${footer}`,
        text: `${body}\n\n${footer}\n________________________________\n${headerBlock(locale)}\n\n${locale.quote[0]}\n`,
        expected: body,
      },
    ]),
  ];
}

function htmlReplies(locale: Locale): Sample[] {
  const expected = locale.body.join('\n\n');
  const divs = (lines: readonly string[]) => lines.map((line) => `<div>${escaped(line)}</div>`).join('<div><br></div>');
  const paragraphs = (lines: readonly string[]) =>
    lines
      .map((line) => `<p class="MsoNormal">${escaped(line)}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>`)
      .join('');
  const [from, sent, to, , subject] = locale.header;
  const fields = `<b>${from}:</b> ${NAME} &lt;${ADDRESS}&gt;<br><b>${sent}:</b> ${locale.sent}<br><b>${to}:</b> marta@acme.example<br><b>${subject}:</b> Offer`;
  const samples: Record<string, string> = {
    Gmail: `<div dir="ltr">${divs(locale.body)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escaped(fill(locale.gmail))}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${divs(locale.quote)}</blockquote></div>`,
    'Outlook on the web': `<html><head><style>P {margin:0}</style></head><body dir="ltr"><div class="elementToProof">${divs(locale.body)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font>${fields}</font></div><div>${divs(locale.quote)}</div></body></html>`,
    Outlook: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class="WordSection1">${paragraphs(locale.body)}<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${fields}<o:p></o:p></p></div></div>${paragraphs(locale.quote)}</div></body></html>`,
    'Apple Mail': `<html><body style="overflow-wrap: break-word;">${divs(locale.body)}<div><br><blockquote type="cite"><div>${escaped(fill(locale.apple))}</div><br class="Apple-interchange-newline"><div>${divs(locale.quote)}</div></blockquote></div></body></html>`,
    iPhone: `<html><body dir="auto">${divs(locale.body)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">${escaped(locale.footers[0]!)}</div><div dir="ltr"><br><blockquote type="cite">${escaped(fill(locale.apple))}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${divs(locale.quote)}</div></blockquote></body></html>`,
    Thunderbird: `<html><body><p>${locale.body.map(escaped).join('</p><p>')}</p><div class="moz-cite-prefix">${escaped(fill(locale.thunderbird))}<br></div><blockquote type="cite" cite="mid:1@acme.example">${divs(locale.quote)}</blockquote></body></html>`,
    Yahoo: `<html><body><div class="yahoo-style-wrap">${divs(locale.body)}<div><br></div></div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>${escaped(fill(locale.gmail))}</div><div>${divs(locale.quote)}</div></div></body></html>`,
    Proton: `<div style="font-family: Arial">${divs(locale.body)}</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with <a href="https://proton.me">Proton Mail</a> secure email.</div></div><div class="protonmail_quote">${escaped(fill(locale.gmail))}<br><blockquote class="protonmail_quote" type="cite">${divs(locale.quote)}</blockquote></div>`,
  };
  return Object.entries(samples).map(([name, html]) => ({ name: `${name}, HTML`, html, expected }));
}

function headerBlock({ header, sent }: Locale, mark = ''): string {
  const [from, date, to, cc, subject] = header.map((word) => `${mark}${word}:${mark}`);
  return `${from} ${NAME} <${ADDRESS}>\n${date} ${sent}\n${to} Marta Klein <marta@acme.example>\n${cc} Max <max@acme.example>\n${subject} Offer 4711`;
}

function datedFirst({ header, sent }: Locale): string {
  const [from, date, to, , subject] = header;
  return `${date}: ${sent}\n${from}: "${NAME}" <${ADDRESS}>\n${to}: marta@acme.example\n${subject}: Offer 4711`;
}

function subjectFirst({ header, sent }: Locale): string {
  const [from, date, to, , subject] = header;
  return `${subject}: \tOffer 4711\n${date}: \t${sent}\n${from}: \t${NAME} <${ADDRESS}>\n${to}: \tmarta@acme.example`;
}

/** Gmail wraps plain text at 78 characters. */
function wrap(line: string): string {
  if (line.length <= 78) return line;
  const at = line.lastIndexOf(' ', 78);
  return at > 0 ? `${line.slice(0, at)}\n${line.slice(at + 1)}` : line;
}
