import { checkEvidence } from '../evidence.ts';
import { speaksToSoftware } from '../instructions.ts';
import type { Analysis, AnalysisInput, Analyst, AnalystResult } from '../schema.ts';
import { shippedWeights, type Weights } from '../second-opinion/weights.ts';
import { analyzeHumanReply, analyzeOptOut } from './human-reply.ts';
import { analyzeMachineMail } from './machine-mail.ts';
import { type ReadReply, readReply } from './read-reply.ts';
import { settleReply } from './settled.ts';
import { wordingOf } from './wording.ts';

/** Stored with each analysis; a change of what the rules decide gets a new one. */
const rulesVersion = 'rules-5';

/** The analyst that needs no key and no network: vocabulary in English, Portuguese and Spanish, and a little of others. */
export function createRulesAnalyst(weights?: Weights): Analyst {
  return async (input, options) => {
    options?.signal?.throwIfAborted();
    return analyzeByRules(input, weights);
  };
}

export function analyzeByRules(input: AnalysisInput, weights: Weights = shippedWeights()): AnalystResult {
  const reply = readReply(input);
  const flags = flagsOf(input, reply.instructed);
  const draft = analyzeReply(reply, weights);
  const instructed = flags.includes('instructions_to_software') ? wordingOf(input.language).doubt.instructions : null;
  const checked = checkEvidence({ ...draft, flags, doubt: draft.doubt ?? instructed }, reply.input);
  return { ...checked, analyst: 'rules', promptVersion: rulesVersion };
}

function analyzeReply(reply: ReadReply, weights: Weights): Analysis {
  const settled = settleReply(reply, weights);
  const { kind, kindCertain } = settled;
  if (kind === 'unsubscribe') return analyzeOptOut(reply);
  if (kind === 'human') return analyzeHumanReply(reply, settled, weights);
  return analyzeMachineMail(reply.reading, kind, kindCertain, reply.input.language);
}

function flagsOf(input: AnalysisInput, found: boolean): Analysis['flags'] {
  const around = [input.subject, input.senderName ?? '', input.hiddenText ?? '', ...(input.attachmentNames ?? [])];
  const flags: Analysis['flags'] = [];
  if (found || around.some(speaksToSoftware)) flags.push('instructions_to_software');
  if (input.hiddenText?.trim()) flags.push('hidden_text');
  return flags;
}
