import { calendarWords } from './calendar-words.ts';
import { namesDay } from './dates.ts';
import { holds, isTelling } from './match.ts';
import type { PhraseKind, PhraseLists } from './phrase-lists.ts';
import { isFiller } from './sentences.ts';
import { readTitle, type TitleReading } from './title.ts';

/** How much a text sounds like an automatic reply in one language. */
export type Reading = {
  language: PhraseLists;
  title: TitleReading;
  score: number;
  /** 2: an absence is named; 1: what is said implies one. */
  away: number;
  received: number;
  /** Of the sentences that say anything, how many are those of automatic replies. */
  share: number;
  evidence: string[];
};

type Hits = Map<PhraseKind, Set<string>>;

const BODY_KINDS = [
  'away',
  'back',
  'access',
  'urgent',
  'substitute',
  'automated',
  'received',
  'left',
  'thanks',
  'challenge',
] as const;
/** `title` and `sentences` are folded. */
export function readLanguage(lists: PhraseLists, title: string, sentences: string[]): Reading {
  const reading = readTitle(lists, title);
  const { hits, touched, missed, dated } = readSentences(lists, sentences);
  return {
    language: lists,
    title: reading,
    ...weigh(hits, reading, dated),
    share: touched / Math.max(1, touched + missed),
    evidence: [
      ...reading.evidence,
      ...[...hits].filter(([kind]) => kind !== 'back').map(([kind, phrases]) => `text (${kind}): ${[...phrases][0]}`),
    ],
  };
}

function readSentences(lists: PhraseLists, sentences: string[]) {
  const hits: Hits = new Map();
  let touched = 0;
  let missed = 0;
  let dated = false;
  // Most languages are none of this mail: one look at the whole text spares looking at every sentence.
  const whole = sentences.join('\n');
  const present = BODY_KINDS.map((kind) => ({ kind, phrases: lists[kind].filter((phrase) => whole.includes(phrase)) }));
  for (const sentence of present.some(({ phrases }) => phrases.length > 0) ? sentences : []) {
    const found = present.flatMap(({ kind, phrases }) =>
      phrases.filter((phrase) => holds(sentence, phrase)).map((phrase) => ({ kind, phrase })),
    );
    for (const { kind, phrase } of found) hits.set(kind, (hits.get(kind) ?? new Set()).add(phrase));
    if (found.some(tells)) touched++;
    else if (!isFiller(sentence)) missed++;
    dated ||=
      found.some(({ kind }) => kind === 'away' || kind === 'back') && namesDay(sentence, calendarWords(lists.codes));
  }
  return { hits, touched, missed, dated };
}

/** "Back in the office" speaks of an absence itself; "until" and "do" only beside one. */
function tells({ kind, phrase }: { kind: PhraseKind; phrase: string }): boolean {
  return kind !== 'back' || isTelling(phrase);
}

/** One phrase of an acknowledgement is everyday language, three are a ticket system. */
const RECEIVED_WEIGHTS = [0, 1, 2, 4];
const AUTOMATED_WEIGHTS = [0, 3, 5];
/** People speak of spam filters and of links to click; a filter that holds a mail says three of these things. */
const CHALLENGE_WEIGHTS = [0, 0, 2, 5];

function weigh(hits: Hits, title: TitleReading, dated: boolean): Pick<Reading, 'score' | 'away' | 'received'> {
  const has = (kind: PhraseKind) => (hits.has(kind) ? 1 : 0);
  const count = (kind: PhraseKind) => hits.get(kind)?.size ?? 0;
  const away = has('away') || title.away ? 2 : 0;
  const returns = [...(hits.get('back') ?? [])].some((phrase) => away > 0 || isTelling(phrase));
  const absent = away > 0 || returns || has('access') > 0;
  const received = RECEIVED_WEIGHTS[Math.min(count('received'), 3)]! + title.received + has('left') * 2;
  const score =
    away +
    received +
    title.weight +
    AUTOMATED_WEIGHTS[Math.min(count('automated'), 2)]! +
    CHALLENGE_WEIGHTS[Math.min(count('challenge'), 3)]! +
    has('access') * 2 +
    has('urgent') * (absent ? 2 : 1) +
    has('substitute') +
    has('thanks') +
    (returns || (dated && absent) ? 1 : 0);
  return { score, away: away || (absent ? 1 : 0), received };
}
