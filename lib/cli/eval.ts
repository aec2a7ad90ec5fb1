import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LabeledSetError, parseLabeledSet } from '../analysis/evaluation/labeled-set.ts';
import { printComparison, printEffort, printReport } from '../analysis/evaluation/print-report.ts';
import { buildReport, compare, effortOf } from '../analysis/evaluation/report.ts';
import { type RunScore, runCases } from '../analysis/evaluation/run.ts';
import { createRulesAnalyst } from '../analysis/index.ts';
import { analystNamed, UnknownAnalystError } from '../analysis/named-analyst.ts';
import { decodeWeights } from '../analysis/second-opinion/weights.ts';
import { readGeminiConfig } from '../config.ts';

const usage = `Usage: npm run eval -- SET.jsonl [--analyst rules|gemini] [--against rules|gemini] [--misses] [--json]
  [--weights FILE]
Scores an analyst against a labeled set, a JSON object a line: {"id", "lang", "channel", "subject", "sent_text",
"text", "expected": {…}}. --misses lists the cases that were wrong, --json prints the figures as JSON. --weights takes what
npm run train -- --without HAND --out FILE wrote, so that the rules judge a hand that they were not trained on.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    analyst: { type: 'string', default: 'rules' },
    against: { type: 'string' },
    misses: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    weights: { type: 'string' },
  },
});

try {
  await evaluate();
} catch (error) {
  const known = error instanceof UnknownAnalystError || error instanceof LabeledSetError || isMissingFile(error);
  if (!known) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function evaluate(): Promise<void> {
  const [file] = positionals;
  if (!file) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const cases = parseLabeledSet(await readFile(file, 'utf8'));
  const gemini = readGeminiConfig(process.env);
  const analyst = values.weights
    ? createRulesAnalyst(decodeWeights(await readFile(values.weights)))
    : analystNamed(values.analyst, gemini);
  const scores = await runCases(analyst, cases);
  report(values.analyst, scores);
  if (values.against) {
    const others = await runCases(analystNamed(values.against, gemini), cases);
    report(values.against, others);
    if (!values.json) process.stdout.write(printComparison(values.analyst, values.against, compare(scores, others)));
  }
}

function report(name: string, scores: readonly RunScore[]): void {
  const languages = [...new Set(scores.map(({ labeled }) => labeled.lang))].sort();
  const of = (language: string) => scores.filter(({ labeled }) => labeled.lang === language);
  if (values.json) {
    const byLanguage = Object.fromEntries(languages.map((language) => [language, buildReport(of(language))]));
    process.stdout.write(
      `${JSON.stringify({ analyst: name, all: buildReport(scores), byLanguage, effort: effortOf(scores) })}\n`,
    );
    return;
  }
  process.stdout.write(printReport(`${name}, all languages`, buildReport(scores)));
  process.stdout.write(printEffort(effortOf(scores)));
  for (const language of languages)
    process.stdout.write(printReport(`${name}, ${language}`, buildReport(of(language))));
  if (values.misses) for (const score of scores) process.stdout.write(missesOf(score));
}

function missesOf({ labeled, right }: RunScore): string {
  const wrong = Object.entries(right).flatMap(([field, value]) => (value ? [] : [field]));
  return wrong.length === 0 ? '' : `  ${labeled.id}: ${wrong.join(', ')}\n`;
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
