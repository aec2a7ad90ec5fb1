import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { IncomingMail } from '../../../lib/mail/types.ts';
import { isPersons, mayBePersons } from '../../../lib/mail/verdict/person.ts';
import { judge, mailOf } from './support.ts';

type Case = { language: string; kind: string; subject: string; text: string };
type Circumstance = { headers: Record<string, string>; over?: Partial<IncomingMail>; envelopeFrom?: string };

const lines = (file: string): string[][] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' | '));
const words = (text: string[]): string => text.join(' | ').replaceAll('\\n', '\n');

const near: Case[] = lines('./person-or-machine.txt').map(([language, kind, subject, ...text]) => ({
  language: language!,
  kind: kind!,
  subject: subject!,
  text: words(text),
}));
const persons: Case[] = [
  ...near.filter(({ kind }) => kind === 'human'),
  ...lines('./human-replies.txt').map(([language, subject, ...text]) => ({
    language: language!,
    kind: 'human',
    subject: subject!,
    text: words(text),
  })),
];
/** Half as many. */
const machines: Case[] = [
  ...near.filter(({ kind }) => kind !== 'human'),
  ...lines('./automatic-texts.txt').map(([language, kind, , subject, ...text]) => ({
    language: language!,
    kind: kind!,
    subject: subject!,
    text: words(text),
  })),
].slice(0, Math.floor(persons.length / 2));

const OURS: Partial<IncomingMail> = { inReplyTo: ['1.2@mail.example.com'] };
/** How people's mail comes: most without any sign, some through what leaves one sign of a machine. All answer ours. */
const OF_PERSONS: Circumstance[] = [
  { headers: {} },
  { headers: { 'x-auto-response-suppress': 'All' } },
  { headers: { 'x-loop': 'purchasing@acme.example' } },
  { headers: {}, envelopeFrom: '' },
  { headers: { 'x-ms-exchange-inbox-rules-loop': 'max@acme.example', 'x-auto-response-suppress': 'All' } },
  { headers: { 'list-id': '<all.acme.example>', precedence: 'list' } },
  { headers: { 'auto-submitted': 'no' } },
  { headers: {}, over: { from: { name: 'Max', address: 'postmaster@acme.example' } } },
  { headers: { 'return-path': '<>' } },
  { headers: { precedence: 'bulk' } },
];
const OF_MACHINES: Circumstance[] = [
  { headers: {} },
  { headers: { 'auto-submitted': 'auto-replied' } },
  { headers: { 'x-autoreply': 'yes' } },
  { headers: {}, envelopeFrom: '' },
  { headers: { precedence: 'auto_reply' } },
  { headers: { 'auto-submitted': 'auto-generated' } },
];

function judged(cases: Case[], circumstances: Circumstance[]) {
  return cases.map((one, at) => {
    const { headers, over, envelopeFrom } = circumstances[at % circumstances.length]!;
    const mail = mailOf({
      ...OURS,
      subject: one.subject,
      text: one.text,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      ...over,
    });
    return {
      ...one,
      headers,
      verdict: judge(mail, { envelope: { to: [], from: envelopeFrom ?? mail.from!.address } }),
    };
  });
}

const ofPersons = judged(persons, OF_PERSONS);
const ofMachines = judged(machines, OF_MACHINES);
const shown = (wrong: typeof ofPersons) =>
  wrong.map(
    ({ language, subject, text, headers, verdict }) =>
      `${language} ${subject}: ${text} ${JSON.stringify(headers)} → ${verdict.kind} ${verdict.certain} ${verdict.evidence}`,
  );

test('there are 400 cases, two thirds of persons, in 25 languages', () => {
  expect(persons.length + machines.length).toBeGreaterThanOrEqual(400);
  expect(persons.length).toBeGreaterThanOrEqual(2 * machines.length);
  expect(new Set([...persons, ...machines].map(({ language }) => language)).size).toBeGreaterThanOrEqual(25);
});

test('no person is called a machine for certain', () => {
  expect(shown(ofPersons.filter(({ verdict }) => !mayBePersons(verdict)))).toEqual([]);
});

test('97 of 100 are told', () => {
  const wrong = [
    ...ofPersons.filter(({ verdict }) => !isPersons(verdict)),
    ...ofMachines.filter(({ kind, verdict }) => verdict.kind !== kind),
  ];
  const all = ofPersons.length + ofMachines.length;
  console.log(
    `${all - wrong.length} of ${all} right; ${new Set([...persons, ...machines].map(({ language }) => language)).size} languages`,
  );
  expect(shown(wrong).slice(Math.floor(all * 0.03))).toEqual([]);
});
