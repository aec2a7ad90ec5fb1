import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judge, mailOf } from './support.ts';

const fixtures = readFileSync(new URL('./automatic-texts.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [language, kind, until, subject, ...text] = line.split(' | ');
    return {
      language: language!,
      kind: kind!,
      until: until!,
      subject: subject!,
      text: text.join(' | ').replaceAll('\\n', '\n'),
    };
  });

const verdicts = fixtures.map((fixture) => {
  const mail = mailOf({ subject: fixture.subject, text: fixture.text, date: new Date('2026-11-02T09:00:00Z') });
  return { ...fixture, verdict: judge(mail) };
});

test('the table spans at least 25 languages', () => {
  expect(new Set(fixtures.map(({ language }) => language)).size).toBeGreaterThanOrEqual(25);
});

test('at least 97 % of automatic replies are suspected by their words alone', () => {
  const wrong = verdicts.filter(({ verdict, kind }) => verdict.kind !== kind);
  expect(
    wrong
      .map(({ language, subject, verdict }) => `${language} ${subject} → ${verdict.kind}`)
      .slice(Math.floor(fixtures.length * 0.03)),
  ).toEqual([]);
});

test.each([
  'Su mensaje está retenido. Para que se entregue, haga clic en el enlace y confirme que es una persona: https://x.example',
  'Bu posta kutusu takip edilmemektedir. Lütfen bu e-postayı yanıtlamayın.',
])('%s', (text) => {
  expect(judge(mailOf({ subject: 'Re: Stock report', text })).kind).toBe('auto_reply');
});

test('words are a suspicion, never certain', () => {
  expect(verdicts.filter(({ verdict }) => verdict.certain && verdict.kind !== 'human')).toEqual([]);
});

test('the day of return is read in every language', () => {
  const wrong = verdicts
    .filter(({ kind, until, verdict }) => kind === 'out_of_office' && until !== '-' && verdict.absence?.until !== until)
    .map(({ language, until, text, verdict }) => `${language} ${until}: ${verdict.absence?.until} ← ${text}`);
  expect(wrong).toEqual([]);
});

test('the substitute is read where an address is given', () => {
  const wrong = verdicts
    .filter(({ kind, text }) => kind === 'out_of_office' && text.includes('@'))
    .filter(({ text, verdict }) => !verdict.absence?.substitute?.includes(/[\w.]+@acme\.example/.exec(text)![0]))
    .map(({ language, text, verdict }) => `${language}: ${verdict.absence?.substitute} ← ${text}`);
  expect(wrong).toEqual([]);
});
