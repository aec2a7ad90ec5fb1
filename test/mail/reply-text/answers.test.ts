import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';

const SENT: Record<string, [string, string]> = {
  en: ['The new stock report is now in your account.', 'Would the Pro plan make sense for the other bakeries as well?'],
  pt: [
    'O novo relatório de estoque já está na sua conta.',
    'Faria sentido o plano Pro também para as outras padarias?',
  ],
  de: [
    'Der neue Lagerbericht steht jetzt in Ihrem Konto.',
    'Wäre der Pro-Tarif auch für die anderen Bäckereien sinnvoll?',
  ],
  ru: ['Новый отчёт по складу уже в вашем кабинете.', 'Подойдёт ли тариф Про и для остальных ваших пекарен?'],
  ja: ['新しい在庫レポートをお客様のアカウントに掲載しました。', '他の店舗にもプロプランをご利用になりませんか。'],
};
const ANSWERS: Record<string, [string, string]> = {
  en: ['It is wrong.', 'Yes.'],
  pt: ['Está errado.', 'Sim.'],
  de: ['Der stimmt nicht.', 'Ja.'],
  ru: ['Там ошибка.', 'Да.'],
  ja: ['間違っています。', 'はい。'],
};
const p = (text: string, style = '') => `<p class="MsoNormal"${style ? ` style="${style}"` : ''}>${text}</p>`;
const HEADER =
  '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><b>From:</b> Ana<br><b>Sent:</b> x<br><b>To:</b> M<br><b>Subject:</b> y</div>';
type Quoted = (ours: [string, string], answers: [string, string]) => { text?: string; html?: string };
const LAYOUTS: Record<string, Quoted> = {
  'behind marks': ([one, two], [a, b]) => ({
    text: `On 2026-11-25 12:12, Ana wrote:\n> ${one}\n> ${a}\n> ${two}\n> ${b}`,
  }),
  'behind deeper marks': ([one, two], [a, b]) => ({
    text: `On 2026-11-25 12:12, Ana wrote:\n> ${one}\n>\n> ${a}\n>\n> ${two}\n>\n> ${b}\n>> older words of ours that nobody answered`,
  }),
  'Outlook’s HTML': ([one, two], [a, b]) => ({ html: p('Below.') + HEADER + p(one) + p(a) + p(two) + p(b) }),
  'Outlook’s HTML, in color': ([one, two], [a, b]) => ({
    html: p('Below.') + HEADER + p(one) + p(a, 'color:red') + p(two) + p(b, 'color:red'),
  }),
  'Outlook’s text': ([one, two], [a, b]) => ({
    text: `-----Original Message-----\nFrom: Ana <ana@vendas.example>\nSent: Tuesday, 24 November 2026 17:07\nTo: M\nSubject: x\n\n${one}\n\n${a}\n\n${two}\n\n${b}`,
  }),
  'a cited blockquote': ([one, two], [a, b]) => ({
    html: `<blockquote type="cite"><div>${one}</div><div>${a}</div><div>${two}</div><div>${b}</div></blockquote>`,
  }),
};

describe.each(Object.keys(SENT))('answers among our sentences, %s', (language) => {
  test.each(Object.entries(LAYOUTS))('%s', (_, layout) => {
    const [ours, answers] = [SENT[language]!, ANSWERS[language]!];
    const reply = splitReply({ ...layout(ours, answers), sent: [{ text: ours.join('\n') }] }).new;
    for (const answer of answers) expect(reply).toContain(answer);
    for (const own of ours) expect(reply).not.toContain(own);
    expect(reply).not.toContain('>');
  });
});

test('what stood among our words in an older round was said before', () => {
  const [one, two] = SENT.en!;
  const text = `Fine now.\n\nOn 25 Nov 2026, Ana <ana@vendas.example> wrote:\n> We have repaired the report for the north shop today.\n>\n> On 24 Nov 2026, M <m@p.example> wrote:\n>> ${one}\n>> It is wrong.\n>> ${two}`;
  const sent = [{ text: 'We have repaired the report for the north shop today.' }, { text: `${one}\n${two}` }];
  expect(splitReply({ text, sent }).new).toBe('Fine now.');
});

test('our own lines torn by the program are ours', () => {
  const [one, two] = SENT.en!;
  const text = `Yes.\n\nOn 25 Nov 2026, Ana <ana@vendas.example> wrote:\n> ${one}\n> ${two.replace('bakeries ', 'bakeries\n> ')}\n> See https://vendas.example/x?y=1`;
  expect(splitReply({ text, sent: [{ text: `${one}\n${two}\nSee` }] }).new).toBe('Yes.');
});
