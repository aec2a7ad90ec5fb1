import type { Language } from './languages.ts';

export type Style = 'top' | 'bottom' | 'between';
export type Bodies = { text: string; html: string | null };
type Client = (language: Language, written: string[], style: Style) => Bodies;

/** The lines of a reply in order; ours are quoted. Answers between stand below the sentence they answer. */
type Row = { quoted: boolean; text: string };

function rows({ sent }: Language, written: string[], style: Style): Row[] {
  const ours = sent.map((text) => ({ quoted: true, text }));
  const own = written.map((text) => ({ quoted: false, text }));
  if (style === 'top') return [...own, ...ours];
  if (style === 'bottom') return [...ours, ...own];
  return ours.flatMap((row, at) => [row, ...(own[at] ? [own[at]] : [])]).concat(own.slice(ours.length));
}

const marked = (list: Row[]): string[] =>
  list.flatMap((row, at) => [
    ...(at > 0 && list[at - 1]!.quoted !== row.quoted ? [''] : []),
    `${row.quoted ? '> ' : ''}${row.text}`,
  ]);

/** With the introduction where the program puts it: above the quote. */
function plain(language: Language, written: string[], style: Style, introduction: string[]): string {
  const lines = marked(rows(language, written, style));
  const first = lines.findIndex((line) => line.startsWith('>'));
  return [...lines.slice(0, first), ...introduction, ...lines.slice(first)].join('\r\n');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function quotedHtml(list: Row[], open: string, line: (text: string) => string): string {
  let inside = false;
  const out: string[] = [];
  for (const { quoted, text } of list) {
    if (quoted !== inside) out.push(quoted ? open : '</blockquote>');
    inside = quoted;
    out.push(line(text));
  }
  return out.join('') + (inside ? '</blockquote>' : '');
}

const headerOf = ({ header: [from, sent, to, subject] }: Language): [string, string][] => [
  [from, 'Ana Souza <ana@vendas.example>'],
  [sent, '24.11.2026 17:07'],
  [to, 'Mariana Oliveira <mariana@padariasol.example>'],
  [subject, 'Stock report'],
];

const gmail: Client = (language, written, style) => {
  const list = rows(language, written, style);
  const first = list.findIndex(({ quoted }) => quoted);
  const div = (text: string) => `<div>${escaped(text)}</div>`;
  const attribution = `<div dir="ltr" class="gmail_attr">${escaped(language.attribution)}<br></div>`;
  const quote = quotedHtml(
    list.slice(first),
    '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">',
    div,
  );
  return {
    text: plain(language, written, style, ['', language.attribution, '']),
    html: `<div dir="ltr">${list
      .slice(0, first)
      .map(({ text }) => div(text))
      .join('')}</div><br><div class="gmail_quote">${attribution}${quote}</div>`,
  };
};

const apple: Client = (language, written, style) => {
  const list = rows(language, written, style);
  const first = list.findIndex(({ quoted }) => quoted);
  const div = (text: string) => `<div>${escaped(text)}</div>`;
  const introduced = list.slice(first);
  const quote = quotedHtml(introduced, '<blockquote type="cite">', div).replace(
    '<blockquote type="cite">',
    `<blockquote type="cite"><div>${escaped(language.attribution)}</div><br class="Apple-interchange-newline">`,
  );
  return {
    text: plain(language, written, style, ['', `> ${language.attribution}`, '> ']),
    html: `<html><body style="overflow-wrap: break-word;">${list
      .slice(0, first)
      .map(({ text }) => div(text))
      .join('')}<div>${quote}</div></body></html>`,
  };
};

const thunderbird: Client = (language, written, style) => {
  const list = rows(language, written, style);
  const first = list.findIndex(({ quoted }) => quoted);
  const p = (text: string) => `<p>${escaped(text)}</p>`;
  return {
    text: plain(language, written, style, ['', language.attribution]),
    html: `<html><body>${list
      .slice(0, first)
      .map(({ text }) => p(text))
      .join(
        '',
      )}<div class="moz-cite-prefix">${escaped(language.attribution)}<br></div>${quotedHtml(list.slice(first), '<blockquote type="cite" cite="mid:x@vendas.example">', p)}</body></html>`,
  };
};

/** Nothing marks the quote but the header block above it; who answers between, answers among its lines. */
const outlook: Client = (language, written, style) => {
  const list = rows(language, written, style === 'bottom' ? 'between' : style);
  const first = list.findIndex(({ quoted }) => quoted);
  const p = (text: string) => `<p class="MsoNormal">${escaped(text)}<o:p></o:p></p>`;
  const header = headerOf(language);
  const block = `<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${header.map(([word, value]) => `<b>${word}:</b> ${escaped(value)}`).join('<br>')}</p></div></div>`;
  const lines = (part: Row[]) => part.map(({ text }) => text);
  return {
    text: [
      ...lines(list.slice(0, first)),
      '',
      ...header.map(([word, value]) => `${word}: ${value}`),
      '',
      ...lines(list.slice(first)),
    ].join('\r\n\r\n'),
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class="WordSection1">${lines(list.slice(0, first)).map(p).join('')}${block}${lines(list.slice(first)).map(p).join('')}</div></body></html>`,
  };
};

const outlookWeb: Client = (language, written, style) => {
  const list = rows(language, written, style === 'bottom' ? 'between' : style);
  const first = list.findIndex(({ quoted }) => quoted);
  const div = ({ text }: Row) => `<div class="elementToProof">${escaped(text)}</div>`;
  const header = headerOf(language)
    .map(([word, value]) => `<b>${word}:</b> ${escaped(value)}`)
    .join('<br>');
  return {
    text: outlook(language, written, style).text,
    html: `<html><body dir="ltr">${list.slice(0, first).map(div).join('')}<div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr">${header}</div>${list.slice(first).map(div).join('')}</body></html>`,
  };
};

const yahoo: Client = (language, written, style) => {
  const list = rows(language, written, 'top');
  const first = list.findIndex(({ quoted }) => quoted);
  const div = ({ text }: Row) => `<div dir="ltr">${escaped(text)}</div>`;
  return {
    text: plain(language, written, style, ['', language.attribution]),
    html:
      style === 'top'
        ? `<div class="ydp1yahoo-style-wrap">${list.slice(0, first).map(div).join('')}</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>${escaped(language.attribution)}</div>${list.slice(first).map(div).join('')}</div>`
        : null,
  };
};

const textOnly: Client = (language, written, style) => ({
  text: plain(language, written, style, ['', language.attribution, '']),
  html: null,
});

/** The answers stand behind the mark of the quote, as Roundcube's editor leaves them. */
const behindMarks: Client = (language, written) => ({
  text: [language.attribution, ...rows(language, written, 'between').map(({ text }) => `> ${text}`)].join('\r\n'),
  html: null,
});

export const CLIENTS: Record<string, Client> = {
  gmail,
  apple,
  thunderbird,
  outlook,
  outlookWeb,
  yahoo,
  textOnly,
  behindMarks,
};
