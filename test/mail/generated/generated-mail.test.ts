import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverage, type GeneratedMail, generatedMail } from './generated-mail.ts';
import { readGenerated } from './judge.ts';

/** `npm run bench -- mail` reads ten thousand. */
const MAILS = 1_000;

test('no word of the writer is lost, none of ours kept', async () => {
  const mails = fc.sample(generatedMail, { numRuns: MAILS, seed: 14 });
  const wrong: (GeneratedMail['made'] & { lost: string[]; kept: string[]; text: string })[] = [];
  for (const mail of mails) {
    const { lost, kept, text } = await readGenerated(mail);
    if (lost.length > 0 || kept.length > 0) wrong.push({ ...mail.made, lost, kept, text });
  }
  console.log(coverage(mails));
  expect(wrong.slice(0, 5)).toEqual([]);
}, 120_000);
