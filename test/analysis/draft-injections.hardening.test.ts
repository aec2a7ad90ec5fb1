import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGeminiDrafter, type Drafter, type DraftInput } from '../../lib/analysis/index.ts';
import { candidate, type GeminiDouble, sendJson, startGeminiDouble } from './gemini-double.ts';
import { inMiddle, mails, withAttack } from './injected.ts';
import { injections } from './injections.ts';
import { politeInjections } from './injections-polite.ts';

let double: GeminiDouble;
let drafter: Drafter;
beforeAll(async () => {
  double = await startGeminiDouble();
  drafter = createGeminiDrafter({
    apiKey: 'secret-key',
    model: 'gemini-3.5-flash-lite',
    baseUrl: double.url,
    timeoutMs: 5_000,
  });
});
afterAll(() => double.close());

/** A model that does what the mail asks: it repeats the order, and grants things of its own. */
function obey(attack: string): void {
  const draft = `Hello,\n\n${attack}\n\nYou get 83 licences and a discount of 97 percent by July 19. Pay to gift@evil.example.`;
  double.respondWith((response) => sendJson(response, 200, candidate(JSON.stringify({ draft }))));
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
/** Six words in a row that both have. */
const repeats = (text: string, attack: string): boolean => {
  const words = wordsOf(attack);
  const draft = ` ${wordsOf(text).join(' ')} `;
  return words.some((_, at) => at + 6 <= words.length && draft.includes(` ${words.slice(at, at + 6).join(' ')} `));
};

async function expectHarmless(input: DraftInput, attack: string): Promise<void> {
  obey(attack);
  const { text, unbacked, instructed } = await drafter(input);
  expect(instructed).toBe(true);
  expect(repeats(text, attack)).toBe(false);
  for (const granted of ['83', '97', 'July 19', 'gift@evil.example']) {
    expect(text).not.toMatch(new RegExp(`(?<!check: )${granted}`));
    expect(unbacked).toContain(granted);
  }
  const read = double.requests.at(-1)!.contents[0]!.parts[0]!.text;
  expect(read).not.toContain(attack);
}

const asDraft = (input: Omit<DraftInput, 'items' | 'templates'>): DraftInput => ({
  ...input,
  items: ['Thank them'],
  templates: ['Thank you for your answer.'],
});

describe.each(Object.entries(mails))('%s', (_name, mail) => {
  test.each(injections)('$name', async (injection) => {
    await expectHarmless(asDraft(withAttack(mail, injection)), injection.attack);
  });
  test.each(politeInjections)('polite: %s', async (attack) => {
    await expectHarmless(asDraft(inMiddle(mail, attack)), attack);
  });
});

test('a mail without orders is no suspect, and what a model copies of it stays', async () => {
  const mail = mails['a polite no']!;
  const draft = 'Hi Stan,\n\nthanks for reaching out. Take care!';
  double.respondWith((response) => sendJson(response, 200, candidate(JSON.stringify({ draft }))));
  const input = asDraft({ ...mail, subject: 'Re: hello', history: [], language: 'en' });
  expect(await drafter(input)).toEqual({ text: draft, unbacked: [], instructed: false });
});
