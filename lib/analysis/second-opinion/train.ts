import type { LabeledCase } from '../evaluation/labeled-set.ts';
import { saysPerson } from '../schema.ts';
import { calibrate, type Prediction, temperaturesOf, withClearGroup } from './calibrate.ts';
import { exampleOf } from './examples.ts';
import { headSizes, heads, outputCount } from './heads.ts';
import { type Example, type Layout, learn, rawScores } from './learn.ts';
import { sharesOf } from './opinion.ts';
import { quantize } from './quantized.ts';
import { learnSalience } from './salience-examples.ts';
import { type Company, joined, type Labels, learnCompany, settle } from './settle.ts';
import { bucketCount } from './sparse.ts';
import type { Weights } from './weights.ts';

/** Replies by one author, and how much each counts. */
export type Hand = { name: string; cases: readonly LabeledCase[]; weight: number };

/** 92 % was asked of replies with a confidence of 0.9; strangers are a little harder than hands that were left out. */
export const clear = { from: 0.9, right: 0.925 };

const layout: Layout = { buckets: bucketCount, heads: headSizes };

type Learned = { name: string; cases: readonly LabeledCase[]; examples: Example[] };

/** One reply judged by a model that knew none of its author's. */
export type Judged = { labeled: LabeledCase; hand: string; labels: Labels; kind: string; sure: number };

/**
 * Trains on all hands. Temperatures and confidence come from replies judged by models that were trained without the hand
 * that wrote them, so that they hold for strangers.
 */
export function train(
  hands: readonly Hand[],
  version: string,
  log: (line: string) => void,
): { weights: Weights; judged: Judged[] } {
  const learned = hands.map(
    ({ name, cases, weight }): Learned => ({
      name,
      cases,
      examples: cases.map((labeled) => exampleOf(labeled, weight)),
    }),
  );
  const company = learnCompany(hands.flatMap(({ cases }) => cases.filter(isAnswer).map(labelsOf)));
  const predictions = learned.map((hand) => {
    const weights = learn(
      layout,
      learned.filter((other) => other !== hand).flatMap(({ examples }) => examples),
    );
    log(`judged ${hand.name} by the others`);
    return hand.examples.map(
      (example): Prediction => ({ example, scores: rawScores(weights, outputCount, example.features) }),
    );
  });
  const temperatures = temperaturesOf(predictions.flat());
  const judged = learned.flatMap(({ name, cases }, hand) =>
    cases.map((labeled, index) => judge(labeled, name, predictions[hand]![index]!, temperatures, company)),
  );
  const outcomes = judged
    .filter(({ labeled }) => isAnswer(labeled))
    .map(({ labeled, labels, sure }) => ({
      sure,
      right: heads.response_type[labels.response_type] === labeled.expected.response_type,
      weight: labeled.expected.arguable ? 0.5 : 1,
    }));
  const confidence = withClearGroup(calibrate(outcomes), outcomes, clear);
  const opinion = quantize(
    learn(
      layout,
      learned.flatMap(({ examples }) => examples),
    ),
    outputCount,
  );
  const salience = learnSalience(hands.flatMap(({ cases }) => cases));
  log('trained on all');
  return {
    judged,
    weights: { version, temperatures, company, confidence, opinion, salience },
  };
}

const isAnswer = ({ expected }: LabeledCase) => saysPerson(expected.kind) && expected.response_type !== null;

function labelsOf({ expected }: LabeledCase): Labels {
  const score = Math.ceil((expected.opportunity_score_min + expected.opportunity_score_max) / 2);
  const named: Record<(typeof joined)[number], string> = {
    response_type: expected.response_type ?? 'standard',
    product_interest: expected.product_interest,
    sentiment: expected.sentiment,
    opportunity_score: String(score),
    follow_up_needed: String(expected.follow_up_needed),
  };
  return Object.fromEntries(
    joined.map((head) => [head, (heads[head] as readonly string[]).indexOf(named[head])]),
  ) as Labels;
}

function judge(
  labeled: LabeledCase,
  hand: string,
  { scores }: Prediction,
  temperatures: Weights['temperatures'],
  company: Company,
): Judged {
  const opinion = sharesOf(scores, temperatures);
  const { labels, types } = settle(opinion, company);
  const kind = heads.kind[opinion.kind.indexOf(Math.max(...opinion.kind))]!;
  return { labeled, hand, labels, kind, sure: Math.max(...types) };
}
