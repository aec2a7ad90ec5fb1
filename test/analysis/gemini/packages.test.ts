import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, sources } from '../../house/imports.ts';
import { geminiAnalystOf, startGeminiDouble } from '../gemini-double.ts';

test('both packages ask the same', async () => {
  const double = await startGeminiDouble();
  for (const sdk of ['generative-ai', 'genai'] as const) {
    const analyst = geminiAnalystOf(double, { sdk });
    await analyst({ text: 'Thanks!', subject: 'Re: hello', sentText: null, history: [], language: 'es' });
  }
  await double.close();
  const [old, young] = double.requests;
  expect(young!.generationConfig).toEqual(old!.generationConfig);
  expect(young!.systemInstruction.parts).toEqual(old!.systemInstruction.parts);
  const withoutCode = (text: string) => text.replace(/\b[0-9a-f]{16}\b/gu, '');
  expect(withoutCode(young!.contents[0]!.parts[0]!.text)).toBe(withoutCode(old!.contents[0]!.parts[0]!.text));
  expect(double.clients).toEqual([
    expect.stringContaining('genai-js/0.24'),
    expect.stringContaining('google-genai-sdk/3'),
  ]);
});

test.each([
  ['@google/generative-ai', 'lib/analysis/gemini/generative-ai.ts'],
  ['@google/genai', 'lib/analysis/gemini/genai.ts'],
])('%s is named in one file, which is loaded when it is used', (name, adapter) => {
  const code = sources('lib', 'webhooks', 'cards', 'server.ts').map((file) => [
    file,
    readFileSync(join(ROOT, file), 'utf8'),
  ]);
  expect(code.flatMap(([file, text]) => (text!.includes(`'${name}'`) ? [file] : []))).toEqual([adapter]);
  const path = adapter.split('/').at(-1)!;
  const loads = code.filter(([, text]) => text!.includes(`/${path}'`));
  expect(loads.map(([file]) => file)).toEqual(['lib/analysis/gemini/ask.ts']);
  expect(loads[0]![1]).not.toMatch(new RegExp(`from '\\./${path}'`));
});
