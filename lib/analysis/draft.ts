import type { Language } from '../language.ts';
import { maskInstructions, speaksToSoftware } from './instructions.ts';
import { numbersNotIn } from './numbers.ts';
import { plainText } from './plain-text.ts';
import type { AnalysisInput } from './schema.ts';

/** What a draft of an answer is written from. */
export type DraftInput = AnalysisInput & {
  /** What we have still to do for the customer. */
  items: string[];
  /** Texts of ours that may be used, filled in for the customer. */
  templates: string[];
};

export type AnswerDraft = {
  /** Each number and date that stands nowhere in the conversation is marked, so that it cannot be sent unseen. */
  text: string;
  unbacked: string[];
  /** The mail spoke to software: the draft wants a closer look. */
  instructed: boolean;
};

export type Drafter = (input: DraftInput, options?: { signal?: AbortSignal }) => Promise<AnswerDraft>;

const LONGEST = 4_000;
const LINE = 1_000;
const LINES = 60;

/**
 * Holds a model's draft against the conversation: links and markup go, sentences that repeat an order to software go, and
 * a number, date or address that no message and no template has is marked `{{ check: … }}`, which cannot be sent.
 */
export function holdDraft(written: string, input: DraftInput): AnswerDraft {
  const texts = textsOf(input);
  const instructed = [...texts, input.hiddenText ?? '', ...(input.attachmentNames ?? [])].some(
    (text) => speaksToSoftware(text) || maskInstructions(text).found,
  );
  const orders = instructed
    ? ordersIn([...texts, input.hiddenText ?? '', ...(input.attachmentNames ?? [])])
    : new Set<string>();
  const lines = written
    .slice(0, LONGEST * 2)
    .split('\n')
    .slice(0, LINES)
    .map((line) => withoutOrders(plainText(line.replace(/[{}]/g, ' '), LINE), orders));
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/[{}]/g, '')
    .trim()
    .slice(0, LONGEST);
  const conversation = texts.map((one) => maskInstructions(one).masked).join('\n');
  const spans = merged([...numbersNotIn(text, conversation), ...addressesNotIn(text, conversation)]);
  const check = CHECK[input.language];
  let marked = '';
  let end = 0;
  for (const span of spans) {
    marked += `${text.slice(end, span.start)}{{ ${check}: ${text.slice(span.start, span.end)} }}`;
    end = span.end;
  }
  const unbacked = [...new Set(spans.map(({ start, end: last }) => text.slice(start, last)))];
  return { text: marked + text.slice(end), unbacked, instructed };
}

const CHECK: Record<Language, string> = { en: 'check', pt: 'conferir', es: 'revisar' };

/** Everything that a draft may take its facts from. */
export const textsOf = (input: DraftInput): string[] => [
  input.text,
  input.subject,
  input.sentText ?? '',
  ...input.history.map(({ text }) => text),
  ...input.items,
  ...input.templates,
  input.senderName ?? '',
  input.repName ?? '',
  input.product ?? '',
];

type Span = { start: number; end: number };

function addressesNotIn(text: string, conversation: string): Span[] {
  const known = conversation.toLowerCase();
  return [...text.matchAll(/[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}|\[link\]/g)]
    .filter(([found]) => found === '[link]' || !known.includes(found.toLowerCase()))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function merged(spans: Span[]): Span[] {
  const apart: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else apart.push({ ...span });
  }
  return apart;
}

/** As many words in a row as two texts do not share by chance. */
const RUN = 4;

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu) ?? [];

/** The runs of words that stand in passages which speak to software. */
function ordersIn(texts: string[]): Set<string> {
  const runs = new Set<string>();
  for (const text of texts) {
    const { masked, found } = maskInstructions(text);
    const whole = speaksToSoftware(text) && !found;
    const order = whole ? text : linesWithOrders(text, masked);
    for (const run of runsOf(wordsOf(order))) runs.add(run);
  }
  return runs;
}

/** All of a line in which a passage was blanked: what stands around an order prepares it. */
function linesWithOrders(text: string, masked: string): string {
  const clear = masked.split('\n');
  return text
    .split('\n')
    .filter((line, at) => line !== (clear[at] ?? ''))
    .join('\n');
}

const runsOf = (words: string[]): string[] =>
  words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, at) => words.slice(at, at + RUN).join(' '));

function withoutOrders(line: string, orders: Set<string>): string {
  if (orders.size === 0) return line;
  return line
    .split(/(?<=[.!?…:;])\s+/)
    .filter((sentence) => !runsOf(wordsOf(sentence)).some((run) => orders.has(run)))
    .join(' ');
}
