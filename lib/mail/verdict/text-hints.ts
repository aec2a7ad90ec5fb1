import { fold } from './fold.ts';
import { beginsWith, holds, repeatsSubject } from './match.ts';
import { automaticReplies, type PhraseKind, type PhraseLists } from './phrase-lists.ts';
import { isFiller, sentencesOf } from './sentences.ts';

export type TextHints = {
  /** What the words alone suggest; null where a person may well have written them. */
  kind: 'out_of_office' | 'auto_reply' | null;
  /** Words enough to confirm a header that people's mail may carry too. */
  confirms: boolean;
  /** The subject is one that only a machine writes. */
  machineSubject: boolean;
  /** An absence is spoken of. */
  away: boolean;
  /** What they lean to where a header already said that a machine wrote it. */
  leaning: 'out_of_office' | 'auto_reply';
  /** The language whose words it uses most. */
  language: PhraseLists;
  evidence: string[];
};

/**
 * Reads subject and new text for the words of automatic replies, in about 40 languages. `quotes`: the mail repeats ours,
 * which automatic replies hardly ever do. Words are a suspicion only: a person may be on holiday too.
 */
export function readTextHints(subject: string, newText: string, quotes: boolean): TextHints {
  const title = fold(subject.slice(0, 300)).replace(/^(?:[[(*<{【]+[^\])*>}】]{1,30}[\])*>}】]+\s*)+/, '');
  const sentences = sentencesOf(newText).map(fold);
  const whole = sentences.join('\n');
  const readings = automaticReplies.map((lists) => readLanguage(lists, title, sentences, whole));
  const best = readings.reduce((a, b) => (b.score > a.score ? b : a));
  const asks = sentences.some((sentence) => /[?？؟]$/.test(sentence)) ? 2 : 0;
  const score = best.score - asks - (quotes ? 2 : 0);
  const mostly = best.share >= 0.5 || sentences.length === 0;
  const machine = best.machineSubject || (score >= 4 && mostly);
  const leaning = best.away >= best.received ? 'out_of_office' : 'auto_reply';
  return {
    kind: machine ? leaning : null,
    machineSubject: best.machineSubject,
    away: best.away > 0,
    confirms: machine || (best.score - asks >= 3 && mostly),
    leaning: best.away > 0 || best.subject > 0 ? leaning : 'auto_reply',
    language: best.language,
    evidence: best.evidence,
  };
}

type Reading = {
  language: PhraseLists;
  score: number;
  machineSubject: boolean;
  subject: number;
  away: number;
  received: number;
  share: number;
  evidence: string[];
};

function readLanguage(lists: PhraseLists, title: string, sentences: string[], whole: string): Reading {
  const title_ = readTitle(lists, title);
  // Most languages are none of this mail: one look at the whole text spares looking at every sentence.
  const present = BODY_KINDS.map((kind) => ({
    kind,
    phrases: lists[kind].filter((phrase) => whole.includes(phrase)),
  })).filter(({ phrases }) => phrases.length > 0);
  const hits = new Map<PhraseKind, string[]>();
  let touched = 0;
  let missed = 0;
  for (const sentence of sentences) {
    let hit = false;
    for (const { kind, phrases } of present) {
      const found = phrases.filter((phrase) => holds(sentence, phrase));
      if (found.length === 0) continue;
      hit = true;
      hits.set(kind, [...(hits.get(kind) ?? []), ...found]);
    }
    if (hit) touched++;
    else if (!isFiller(sentence)) missed++;
  }
  const count = (kind: PhraseKind) => new Set(hits.get(kind)).size;
  const away = count('away') > 0 || title_.away ? 2 : 0;
  const received = RECEIVED_WEIGHTS[Math.min(count('received'), 3)]! + title_.received;
  const automated = AUTOMATED_WEIGHTS[Math.min(count('automated'), 2)]!;
  const aside = Math.min(count('access'), 1) + Math.min(count('substitute'), 1) + Math.min(count('thanks'), 1);
  // "Until" and "do" mean something only beside an absence.
  const back = count('away') > 0 ? Math.min(count('back'), 1) : 0;
  const left = Math.min(count('left'), 1) * 2;
  return {
    language: lists,
    score: away + received + automated + aside + back + left + title_.weight,
    machineSubject: title_.machine,
    subject: title_.weight,
    away,
    received: received + left,
    share: touched / Math.max(1, touched + missed),
    evidence: [
      ...title_.evidence,
      ...[...hits].flatMap(([kind, phrases]) => (kind === 'back' ? [] : [`text (${kind}): ${phrases[0]}`])),
    ],
  };
}

const BODY_KINDS = ['away', 'back', 'access', 'substitute', 'automated', 'received', 'left', 'thanks'] as const;
/** One phrase of an acknowledgement is everyday language, three are a ticket system. */
const RECEIVED_WEIGHTS = [0, 1, 2, 4];
const AUTOMATED_WEIGHTS = [0, 3, 5];

/** Subjects that only a machine writes; the others are words a person may use too ("On leave", "Vacaciones"). */
const MACHINE_SUBJECT =
  /auto.|avto|αυτοματ|авто|аутомат|otomat|samodejn|sjalfvirk|sjalfkrafa|abwesenheits|^ooo$|^oof$|out.of.(the.)?office|אוטומטי|تلقاي|تلقائ|الي$|آلي|خودکار|सवच|सवत|स्वच|自動|自动|자동|不在通知|อัตโนมัติ|อตโนมต|tu dong|uathoibr|poissaoloviesti|franvaromeddelande|fravaersme|afwezigheidsbericht|vacation re|ავტომატ|부재/;

function readTitle(lists: PhraseLists, title: string) {
  const none = { weight: 0, machine: false, away: false, received: 0, evidence: [] as string[] };
  const acknowledged = !repeatsSubject(title) && lists.receivedSubject.find((phrase) => holds(title, phrase));
  if (acknowledged) return { ...none, weight: 0, received: 2, evidence: [`subject: ${acknowledged}`] };
  const found = lists.subject
    .map((phrase) => ({ phrase, how: beginsWith(title, phrase) }))
    .filter(({ how }) => how !== null)
    .sort((a, b) => b.phrase.length - a.phrase.length)[0];
  if (!found) return none;
  const machine = MACHINE_SUBJECT.test(found.phrase);
  const apart = found.how === 'apart';
  return {
    weight: (machine ? 1 : 0) + (apart ? 2 : 1),
    machine: machine && apart,
    away: apart,
    received: 0,
    evidence: [`subject: ${found.phrase}`],
  };
}
