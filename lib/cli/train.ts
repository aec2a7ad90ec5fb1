import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type LabeledCase, parseLabeledSet } from '../analysis/evaluation/labeled-set.ts';
import { confidenceOf } from '../analysis/second-opinion/calibrate.ts';
import { heads } from '../analysis/second-opinion/heads.ts';
import { clear, type Hand, type Judged, train } from '../analysis/second-opinion/train.ts';
import { encodeWeights, weightsFile } from '../analysis/second-opinion/weights.ts';

const usage = `Usage: npm run train -- [--out FILE] [--without HAND]
Trains the second opinion on the labeled replies of the repository and writes its weights. Prints how well models judge
the replies of a hand that they were trained without. --without leaves a hand (a … h, older) out, to score it with npm run
eval -- --weights FILE.`;

const training = 'test/analysis/training';
const fixtures = 'test/analysis/fixtures';

/** Three authors who labeled by the conventions of the product; the others follow them with less care for each field. */
const authorWeight = 4;

const sources: { name: string; weight: number; files: string[] }[] = [
  ...['a', 'b', 'c'].map((name) => ({ name, weight: authorWeight, files: [`${training}/${name}.jsonl`] })),
  ...['d', 'e', 'f', 'g', 'h'].map((name) => ({ name, weight: 1, files: [`${training}/${name}.jsonl`] })),
  {
    name: 'older',
    weight: 1,
    files: [
      `${training}/dev.jsonl`,
      ...['tuned', 'tuned-later', ...[1, 2, 3, 4, 5, 6, 7].map((number) => `first-sight-${number}`)].map(
        (name) => `${fixtures}/${name}.jsonl`,
      ),
    ],
  },
];

const { values } = parseArgs({
  options: { out: { type: 'string' }, without: { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (values.help) process.stdout.write(`${usage}\n`);
else await trainAll();

async function trainAll(): Promise<void> {
  const hands: Hand[] = await Promise.all(
    sources
      .filter(({ name }) => name !== values.without)
      .map(async ({ name, weight, files }) => ({
        name,
        weight,
        cases: (await Promise.all(files.map(read))).flat(),
      })),
  );
  const total = hands.reduce((sum, { cases }) => sum + cases.length, 0);
  const { weights, judged } = train(hands, `second-opinion-${total}`, (line) => process.stdout.write(`${line}\n`));
  const sure = ({ sure: share }: Judged) => confidenceOf(share, weights.confidence) >= clear.from;
  for (const { name } of hands)
    printHand(
      name,
      judged.filter(({ hand }) => hand === name),
      sure,
    );
  printHand('all', judged, sure);
  const file = encodeWeights(weights);
  await writeFile(values.out ?? weightsFile, file);
  process.stdout.write(`${total} replies, ${(file.length / 1e6).toFixed(2)} MB\n`);
}

async function read(file: string): Promise<LabeledCase[]> {
  return parseLabeledSet(await readFile(file, 'utf8'));
}

function printHand(name: string, judged: readonly Judged[], sure: (one: Judged) => boolean): void {
  const share = (test: (one: Judged) => boolean, of: (one: Judged) => boolean = () => true): string => {
    const counted = judged.filter(({ labeled }) => labeled.expected.response_type !== null).filter(of);
    const weigh = (list: readonly Judged[]) =>
      list.reduce((sum, { labeled }) => sum + (labeled.expected.arguable ? 0.5 : 1), 0);
    return ((100 * weigh(counted.filter(test))) / weigh(counted)).toFixed(1).padStart(5);
  };
  const typeOf = ({ labels }: Judged) => heads.response_type[labels.response_type];
  const rightType = (one: Judged) => typeOf(one) === one.labeled.expected.response_type;
  const expects = (type: string) => (one: Judged) => one.labeled.expected.response_type === type;
  const right =
    <Head extends 'sentiment' | 'product_interest'>(head: Head) =>
    (one: Judged) =>
      heads[head][one.labels[head]] === one.labeled.expected[head];
  const followed = (one: Judged) => (one.labels.follow_up_needed === 0) === one.labeled.expected.follow_up_needed;
  process.stdout.write(
    `${name.padEnd(6)} type ${share(rightType)}  high value ${share(rightType, expects('high_value'))}  ` +
      `needs handling ${share(rightType, expects('needs_handling'))}  ` +
      `false alarms ${share((one) => !rightType(one), expects('standard'))}  follow-up ${share(followed)}  ` +
      `interest ${share(right('product_interest'))}  sentiment ${share(right('sentiment'))}  ` +
      `sure of ${share(sure)}, right there ${share(rightType, sure)}\n`,
  );
}
