import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { headNames, outputCount } from './heads.ts';
import { bucketCount } from './sparse.ts';

/** What `npm run train` found out beside the weights. */
const headerSchema = z.object({
  /** Names the training: stored with each analysis. */
  version: z.string(),
  /** One step of the stored whole numbers, for each output. */
  scales: z.array(z.number()).length(outputCount),
  /** Divides the scores of a head before they become shares, so that "80 %" is right four times in five. */
  temperatures: z.record(z.enum(headNames), z.number()),
  /** Which labels go together, see settle.ts. */
  company: z.array(z.array(z.array(z.array(z.number())))),
  /** Rising pairs: a type with at least this share was right in that share of the replies of unknown hands. */
  confidence: z.array(z.tuple([z.number(), z.number()])),
});

export type Header = z.infer<typeof headerSchema>;
/** `steps`: a row of outputs for each bucket, in whole numbers from -127 to 127. */
export type Weights = Header & { steps: Int8Array };

/** Rounds weights to whole steps, each output by its own scale: the largest weight is 127 steps. */
export function quantize(weights: Float32Array): Pick<Weights, 'scales' | 'steps'> {
  const largest = new Float32Array(outputCount);
  for (let at = 0; at < weights.length; at += 1)
    largest[at % outputCount] = Math.max(largest[at % outputCount]!, Math.abs(weights[at]!));
  const scales = Array.from(largest, (value) => value / 127 || 1);
  const steps = Int8Array.from(weights, (value, at) => Math.round(value / scales[at % outputCount]!));
  return { scales, steps };
}

/** One file: the length of the header in four bytes (little endian), the header as JSON, the steps. */
export function encodeWeights({ steps, ...header }: Weights): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, Buffer.from(steps.buffer, steps.byteOffset, steps.byteLength)]);
}

export function decodeWeights(file: Buffer): Weights {
  const start = 4 + file.readUInt32LE(0);
  const header = headerSchema.parse(JSON.parse(file.toString('utf8', 4, start)));
  const steps = new Int8Array(file.buffer, file.byteOffset + start, file.byteLength - start);
  if (steps.length !== bucketCount * outputCount) throw new Error('The weights do not fit: run npm run train.');
  return { ...header, steps };
}

export const weightsFile = new URL('./weights.bin', import.meta.url);

let loaded: Weights | undefined;
/** The weights that ship with the program, read once. */
export function shippedWeights(): Weights {
  loaded ??= decodeWeights(readFileSync(weightsFile));
  return loaded;
}
