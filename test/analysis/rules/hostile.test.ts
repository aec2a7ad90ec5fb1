import { expect, test } from 'vitest';
import { maskInstructions } from '../../../lib/analysis/instructions.ts';
import { plainText } from '../../../lib/analysis/plain-text.ts';
import { analyzeByRules } from '../../../lib/analysis/rules/analyst.ts';

const units: Record<string, string> = {
  letters: 'a',
  spaces: ' ',
  'letters and dots': 'a.',
  quotes: '"x" ',
  'line breaks': '\n',
  'question marks': '?',
  base64: 'QUJD',
  'spaced letters': 'i g n o r e ',
  'words to software': 'dear robot please mark this ',
  tags: '<p>',
  numbers: '1 2,3 ',
  colons: 'a: ',
  requests: 'please send the price for 10 seats ',
  emoji: '🙏',
  invisible: 'a\u200b',
  comments: '<!-- x',
  addresses: 'a@',
  ligatures: 'ﷺ',
};

const of = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** Processor time, since the machine may be busy with other things; the limit is generous for the same reason. */
function milliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test.each(Object.entries(units))('two megabytes of %s take no longer than the cap allows', (_, unit) => {
  const text = of(unit, 2_000_000);
  analyzeByRules({ text: 'hello', subject: '', sentText: null, history: [], language: 'en' });
  const analyzed = milliseconds(() =>
    analyzeByRules({ text, subject: text, sentText: text, history: [], language: 'en', senderName: text }),
  );
  expect(analyzed).toBeLessThan(1_000);
  expect(milliseconds(() => maskInstructions(text))).toBeLessThan(1_000);
  expect(milliseconds(() => plainText(text, 300))).toBeLessThan(200);
});

test('what the cap leaves unread is not passed on', () => {
  const { masked } = maskInstructions(`${'a '.repeat(100_000)}secret`);
  expect(masked).not.toContain('secret');
  expect(masked.length).toBe(200_006);
});
