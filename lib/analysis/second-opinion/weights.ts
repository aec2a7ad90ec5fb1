import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { headNames, outputCount } from './heads.ts';
import type { Quantized } from './quantized.ts';
import { salienceBuckets, salienceOutputs } from './salience-features.ts';
import { bucketCount } from './sparse.ts';

/** What `npm run train` found out beside the weights. */
const headerSchema = z.object({
  /** Names the training: stored with each analysis. */
  version: z.string(),
  opinionScales: z.array(z.number()).length(outputCount),
  salienceScales: z.array(z.number()).length(salienceOutputs),
  /** Divides the scores of a head before they become shares, so that "80 %" is right four times in five. */
  temperatures: z.record(z.enum(headNames), z.number()),
  /** Which labels go together, see settle.ts. */
  company: z.array(z.array(z.array(z.array(z.number())))),
  /** Rising pairs: a type with at least this share was right in that share of the replies of unknown hands. */
  confidence: z.array(z.tuple([z.number(), z.number()])),
});

type Header = z.infer<typeof headerSchema>;

/** `opinion` judges a reply, `salience` tells of a word whether a rep needs it. */
export type Weights = Omit<Header, 'opinionScales' | 'salienceScales'> & { opinion: Quantized; salience: Quantized };

/** One file: the length of the header in four bytes (little endian), the header as JSON, the steps of both matrices. */
export function encodeWeights({ opinion, salience, ...rest }: Weights): Buffer {
  const header: Header = { ...rest, opinionScales: [...opinion.scales], salienceScales: [...salience.scales] };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, Buffer.from(opinion.steps), Buffer.from(salience.steps)]);
}

export function decodeWeights(file: Buffer): Weights {
  const start = 4 + file.readUInt32LE(0);
  const { opinionScales, salienceScales, ...rest } = headerSchema.parse(JSON.parse(file.toString('utf8', 4, start)));
  const all = new Int8Array(file.buffer, file.byteOffset + start, file.byteLength - start);
  const split = bucketCount * outputCount;
  if (all.length !== split + salienceBuckets * salienceOutputs)
    throw new Error('The weights do not fit: run npm run train.');
  return {
    ...rest,
    opinion: { steps: all.subarray(0, split), scales: opinionScales },
    salience: { steps: all.subarray(split), scales: salienceScales },
  };
}

export const weightsFile = new URL('./weights.bin', import.meta.url);

let loaded: Weights | undefined;
/** The weights that ship with the program, read once. */
export function shippedWeights(): Weights {
  loaded ??= decodeWeights(readFileSync(weightsFile));
  return loaded;
}
