import { checkEvidence } from '../evidence.ts';
import { maskInstructions, speaksToSoftware } from '../instructions.ts';
import type { Analysis, AnalysisInput, Analyst, AnalystResult } from '../schema.ts';
import { tokenize } from '../text/tokens.ts';
import { findTasks, type Task, wordItems } from './actions.ts';
import { bodyOf, wordsOf } from './body.ts';
import { decide } from './decide.ts';
import { decideKind, isNote, type KindVerdict } from './kind.ts';
import { detectLanguage } from './language.ts';
import { offerOf } from './offer.ts';
import { findAbsence, findReferral } from './people.ts';
import { quoteOf, type Reading, readText } from './reading.ts';
import { collectSigns } from './signs.ts';
import { summarize } from './summary.ts';
import { findPains, findUsage, findVolume } from './values.ts';
import { wordingOf } from './wording.ts';

export const rulesVersion = 'rules-1';

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
  const language = detectLanguage(masked, input.sentText);
  // Offsets are those of the original, so that quotes are cut from it.
  const reading: Reading = { ...readText(masked, language), text: input.text };
  const body = bodyOf(reading);
  const verdict = decideKind(reading, body, input.subject, input.channel);
  const draft =
    verdict.kind === 'human' || verdict.kind === 'unsubscribe'
      ? answered(input, reading, body, verdict)
      : machine(input, reading, verdict);
  const doubt =
    draft.doubt ?? (flags.includes('instructions_to_software') ? wordingOf(input.language).doubt.instructions : null);
  const checked = checkEvidence({ ...draft, flags, doubt }, input);
  return { ...checked, analyst: 'rules', promptVersion: rulesVersion };
}

function flagsOf(input: AnalysisInput, found: boolean): Analysis['flags'] {
  const spoken = [input.subject, input.senderName ?? '', input.hiddenText ?? '', ...(input.attachmentNames ?? [])].some(
    speaksToSoftware,
  );
  const flags: Analysis['flags'] = [];
  if (found || spoken) flags.push('instructions_to_software');
  if (input.hiddenText?.trim()) flags.push('hidden_text');
  return flags;
}

function machine(input: AnalysisInput, reading: Reading, { kind, certain }: KindVerdict): Analysis {
  const words = wordingOf(input.language);
  const absence = kind === 'out_of_office' ? findAbsence(reading) : null;
  const referral = kind === 'auto_reply' ? findReferral(reading, reading.sentences) : null;
  const parts = [
    kind === 'human' || kind === 'unsubscribe' ? '' : words.insight[kind],
    absence?.until ? words.insight.return.replace('{quote}', absence.until) : '',
    absence?.substitute ? words.insight.substitute.replace('{quote}', absence.substitute) : '',
  ];
  return {
    ...empty,
    kind,
    key_insights: parts.filter(Boolean).join(' '),
    absence,
    referral,
    confidence: certain ? 0.95 : 0.6,
    doubt: certain ? null : words.doubt.kind,
  };
}

function answered(
  input: AnalysisInput,
  reading: Reading,
  body: Reading['sentences'][number][],
  { kind }: KindVerdict,
): Analysis {
  const words = wordingOf(input.language);
  const note = isNote(input.channel);
  const offer = offerOf(input.sentText, reading.language);
  const signs = collectSigns(reading, body, offer);
  const usage = findUsage(reading, body, note, offer === 'health');
  const volume = findVolume(reading, body);
  const referral = note ? null : findReferral(reading, body);
  const tasks: Task[] = kind === 'unsubscribe' ? [] : findTasks(reading, body, signs, offer, note);
  const verdict = decide({
    kind,
    offer,
    signs,
    usage: usage !== null,
    volume: volume !== null,
    asks: tasks.length > 0,
    referral: referral !== null,
    aboutProduct: sharesWords(reading, body, input.sentText),
  });
  if (
    referral &&
    !tasks.some((task) => quoteOf(reading, task.sentence.from, task.sentence.to).includes(referral.quote))
  ) {
    const sentence = body.find((candidate) => quoteOf(reading, candidate.from, candidate.to).includes(referral.quote));
    if (sentence && signs.refusal.length === 0)
      tasks.unshift({
        key: referral.name ? 'contact' : 'contact_referred',
        sentence,
        name: referral.name ?? undefined,
      });
  }
  const first = body[0];
  const complaint = signs.trouble[0] ?? signs.weakTrouble[0];
  if (kind === 'unsubscribe') {
    const sentence =
      body.find((candidate) => candidate.signals.some((signal) => signal.concept === 'opt_out')) ?? first;
    if (sentence) tasks.push({ key: 'opt_out', sentence });
  } else if (verdict.response_type === 'needs_handling' && tasks.length === 0 && complaint) {
    tasks.push({ key: 'fix', sentence: complaint.sentence });
  }
  const items = verdict.follow_up_needed ? wordItems(reading, tasks, words.item) : [];
  const pains = kind === 'unsubscribe' ? [] : findPains(reading, body, signs, verdict.response_type);
  const count = body.reduce((sum, sentence) => sum + wordsOf(reading, sentence), 0);
  const doubt = verdict.mixed ? words.doubt.mixed : reading.language === 'other' ? words.doubt.language : null;
  const { mixed, ...fields } = verdict;
  return {
    ...empty,
    kind,
    ...fields,
    key_insights: summarize(reading, body, { kind, verdict, signs, usage, volume }, words.insight),
    action_items: items.map((item) => item.value),
    product_usage: usage?.value ?? null,
    monthly_volume: volume?.value ?? null,
    pain_points: pains.map((pain) => pain.value),
    evidence: {
      action_items: items.map((item) => item.quote),
      product_usage: usage?.quote ?? null,
      monthly_volume: volume?.quote ?? null,
      pain_points: pains.map((pain) => pain.quote),
    },
    referral,
    confidence: mixed ? 0.5 : reading.language === 'other' ? 0.3 : count <= 2 ? 0.6 : 0.75,
    doubt,
  };
}

const shortestContentWord = 5;

/** True when reply and sent mail share a content word: then the reply speaks of what the mail was about. */
function sharesWords(
  reading: Reading,
  body: readonly Reading['sentences'][number][],
  sentText: string | null,
): boolean {
  const sent = new Set(
    tokenize((sentText ?? '').slice(0, 20_000))
      .filter((token) => token.norm.length >= shortestContentWord)
      .map((token) => token.norm),
  );
  return body.some((sentence) =>
    reading.tokens.slice(sentence.from, sentence.to).some((token) => token.type === 'word' && sent.has(token.norm)),
  );
}

const empty: Analysis = {
  kind: 'human',
  response_type: null,
  key_insights: '',
  sentiment: 'neutral',
  opportunity_score: 1,
  follow_up_needed: false,
  product_interest: 'none',
  action_items: [],
  product_usage: null,
  monthly_volume: null,
  pain_points: [],
  evidence: { action_items: [], product_usage: null, monthly_volume: null, pain_points: [] },
  confidence: 0.5,
  doubt: null,
  absence: null,
  referral: null,
  flags: [],
};
