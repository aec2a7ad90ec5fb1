import { createInterface } from 'node:readline';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { languageOf } from '../analysis/evaluation/run.ts';
import { type Analyst, AnalystError, type AnalystResult } from '../analysis/index.ts';
import { analystNamed, UnknownAnalystError } from '../analysis/named-analyst.ts';
import { readGeminiConfig } from '../config.ts';
import { parseLine } from './json-lines.ts';

/** One line of `--jsonl`; `lang` is the language of summary and items. */
const SHAPE = '{"id", "text", "subject", "sent_text", "lang"}';
const Row = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  subject: z.string().nullish(),
  sent_text: z.string().nullish(),
  lang: z.string().nullish(),
  channel: z.string().nullish(),
});

const { values } = parseArgs({
  options: {
    analyst: { type: 'string', default: 'rules' },
    jsonl: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'en' },
  },
});

try {
  const analyst = analystNamed(values.analyst, readGeminiConfig(process.env));
  if (values.jsonl) await eachLine(analyst);
  else
    process.stdout.write(
      readable(await analyzeRow(analyst, { id: 'stdin', text: await readAll(process.stdin), lang: values.lang })),
    );
} catch (error) {
  if (!(error instanceof UnknownAnalystError) && !(error instanceof AnalystError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function eachLine(analyst: Analyst): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const row = parseLine(Row, line, { number, shape: SHAPE });
    if (!row) continue;
    try {
      const { analysis } = await analyzeRow(analyst, row);
      const written = process.stdout.write(`${JSON.stringify({ id: row.id, analysis })}\n`);
      if (!written) await new Promise((resolve) => process.stdout.once('drain', resolve));
    } catch (error) {
      if (!(error instanceof AnalystError)) throw error;
      process.stderr.write(`line ${number}: ${error.message}\n`);
      process.exitCode = 1;
    }
  }
}

function analyzeRow(analyst: Analyst, row: z.infer<typeof Row>): Promise<AnalystResult> {
  return analyst({
    text: row.text,
    subject: row.subject ?? '',
    sentText: row.sent_text ?? null,
    history: [],
    language: languageOf(row.lang ?? 'en'),
    channel: row.channel ?? 'email',
  });
}

function readable({ analysis, analyst, dropped }: AnalystResult): string {
  const { evidence } = analysis;
  const quoted = (value: string, quote: string | null | undefined) => (quote ? `${value}\n      “${quote}”` : value);
  const list = (items: readonly string[], quotes: readonly string[]) =>
    items.length === 0 ? 'none' : items.map((item, index) => `\n    - ${quoted(item, quotes[index])}`).join('');
  const rows: [string, string][] = [
    ['kind', analysis.kind],
    ['response type', analysis.response_type ?? 'none'],
    ['key insights', analysis.key_insights],
    ['sentiment', analysis.sentiment],
    ['opportunity score', `${analysis.opportunity_score} of 5`],
    ['follow-up needed', analysis.follow_up_needed ? 'yes' : 'no'],
    ['product interest', analysis.product_interest],
    ['action items', list(analysis.action_items, evidence.action_items)],
    ['product usage', quoted(analysis.product_usage ?? 'none', evidence.product_usage)],
    ['monthly volume', quoted(analysis.monthly_volume ?? 'none', evidence.monthly_volume)],
    ['pain points', list(analysis.pain_points, evidence.pain_points)],
    [
      'absence',
      analysis.absence
        ? `until ${analysis.absence.until ?? '?'}, substitute ${analysis.absence.substitute ?? '?'}`
        : 'none',
    ],
    [
      'referral',
      analysis.referral ? `${analysis.referral.name ?? '?'} ${analysis.referral.address ?? ''}`.trim() : 'none',
    ],
    ['confidence', `${analysis.confidence}${analysis.doubt ? `: ${analysis.doubt}` : ''}`],
    ['flags', analysis.flags.join(', ') || 'none'],
    ['analyst', `${analyst}${dropped > 0 ? ` (${dropped} without evidence dropped)` : ''}`],
  ];
  return `${rows.map(([name, value]) => `  ${name.padEnd(19)}${value}`).join('\n')}\n`;
}
