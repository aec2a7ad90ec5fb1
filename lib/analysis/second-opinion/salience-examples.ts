import type { LabeledCase } from '../evaluation/labeled-set.ts';
import { inputOf } from '../evaluation/run.ts';
import { readReply } from '../rules/read-reply.ts';
import { saysPerson } from '../schema.ts';
import { type Example, learn } from './learn.ts';
import { type Quantized, quantize } from './quantized.ts';
import { salienceBuckets, salienceFeatures, salienceOutputs, sentWords } from './salience-features.ts';

/** Each word of the replies whose facts were marked: is it one of them? */
export function salienceExamples({ expected, ...labeled }: LabeledCase): Example[] {
  if (!expected.facts || !saysPerson(expected.kind)) return [];
  const reply = readReply(inputOf({ expected, ...labeled }));
  const text = labeled.text.toLowerCase();
  const ranges = expected.facts.flatMap((fact) => {
    const start = text.indexOf(fact.toLowerCase());
    return start < 0 ? [] : [{ start, end: start + fact.length }];
  });
  const sent = sentWords(reply.sent);
  return reply.body.flatMap((sentence) =>
    [...salienceFeatures(reply.reading, sentence, sent)].map(([index, features]): Example => {
      const { start, end } = reply.reading.words[index]!;
      const needed = ranges.some((range) => start < range.end && end > range.start);
      return { features, targets: Float32Array.of(needed ? 0 : 1, needed ? 1 : 0), weight: 1 };
    }),
  );
}

export function learnSalience(cases: readonly LabeledCase[]): Quantized {
  const layout = { buckets: salienceBuckets, heads: [salienceOutputs] };
  const options = { rounds: 8, rate: 0.2, decay: 3e-3, seed: 7 };
  return quantize(learn(layout, cases.flatMap(salienceExamples), options), salienceOutputs);
}
