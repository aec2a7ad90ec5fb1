import { checkEvidence } from '../evidence.ts';
import { maskInstructions, speaksToSoftware } from '../instructions.ts';
import type { Analysis, AnalysisInput, Analyst, AnalystResult } from '../schema.ts';
import { bodyOf } from './body.ts';
import { analyzeOptOut, analyzeReply } from './human-reply.ts';
import { decideKind } from './kind.ts';
import { detectLanguage } from './language.ts';
import { analyzeMachineMail } from './machine-mail.ts';
import { type Reading, readText } from './reading.ts';
import { wordingOf } from './wording.ts';

/** Stored with each analysis; a change of what the rules decide gets a new one. */
const rulesVersion = 'rules-2';

/** The analyst that needs no key and no network: vocabulary in English, Portuguese and Spanish, and a little of others. */
export function createRulesAnalyst(): Analyst {
  return async (input, options) => {
    options?.signal?.throwIfAborted();
    return analyzeByRules(input);
  };
}

export function analyzeByRules(input: AnalysisInput): AnalystResult {
  const { masked, found } = maskInstructions(input.text);
  const flags = flagsOf(input, found);
  // Offsets are those of the original, so that quotes are cut from it.
  const reading: Reading = { ...readText(masked, detectLanguage(masked, input.sentText)), text: input.text };
  const draft = analyzeReading(input, reading);
  const instructed = flags.includes('instructions_to_software') ? wordingOf(input.language).doubt.instructions : null;
  const checked = checkEvidence({ ...draft, flags, doubt: draft.doubt ?? instructed }, input);
  return { ...checked, analyst: 'rules', promptVersion: rulesVersion };
}

function analyzeReading(input: AnalysisInput, reading: Reading): Analysis {
  const body = bodyOf(reading);
  const { kind, certain } = decideKind(reading, body, input.subject, input.channel);
  if (kind === 'unsubscribe') return analyzeOptOut(input, reading, body);
  if (kind === 'human') return analyzeReply(input, reading, body);
  return analyzeMachineMail(reading, kind, certain, input.language);
}

function flagsOf(input: AnalysisInput, found: boolean): Analysis['flags'] {
  const around = [input.subject, input.senderName ?? '', input.hiddenText ?? '', ...(input.attachmentNames ?? [])];
  const flags: Analysis['flags'] = [];
  if (found || around.some(speaksToSoftware)) flags.push('instructions_to_software');
  if (input.hiddenText?.trim()) flags.push('hidden_text');
  return flags;
}
