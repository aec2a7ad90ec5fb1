import { fold } from './fold.ts';
import { beginsWith, holds } from './match.ts';
import { automaticReplies, type PhraseKind, type PhraseLists } from './phrase-lists.ts';

export type TextHints = {
  /** What the words alone suggest; null where a person may well have written them. */
  kind: 'out_of_office' | 'auto_reply' | null;
  /** What they lean to where a header already said that a machine wrote it. */
  leaning: 'out_of_office' | 'auto_reply';
  evidence: string[];
};

/** An automatic reply says what it has to say at its beginning. */
const CHARACTERS_READ = 4_000;
const SENTENCES_READ = 60;

/**
 * Reads subject and new text for the words of automatic replies, in about 40 languages. `quotes`: the mail repeats ours,
 * which automatic replies hardly ever do. Words are a suspicion only: a person may be on holiday too.
 */
export function readTextHints(subject: string, newText: string, quotes: boolean): TextHints {
  const title = fold(subject.slice(0, 300)).replace(/^(?:[[(*<{【]+[^\])*>}】]{1,30}[\])*>}】]+\s*)+/, '');
  const sentences = sentencesOf(newText);
  const readings = automaticReplies.map((lists) => readLanguage(lists, title, sentences));
  const best = readings.reduce((a, b) => (b.score > a.score ? b : a));
  const asks = /[?？؟]/.test(newText.slice(0, CHARACTERS_READ)) ? 2 : 0;
  const score = best.score - asks - (quotes ? 2 : 0);
  const mostly = best.share >= 0.5 || sentences.length === 0;
  const machine = best.machineSubject || (score >= 4 && mostly);
  const leaning = best.away >= best.received ? 'out_of_office' : 'auto_reply';
  return {
    kind: machine ? leaning : null,
    leaning: best.away > 0 || best.subject > 0 ? leaning : 'auto_reply',
    evidence: best.evidence,
  };
}

type Reading = {
  score: number;
  machineSubject: boolean;
  subject: number;
  away: number;
  received: number;
  share: number;
  evidence: string[];
};

function readLanguage(lists: PhraseLists, title: string, sentences: string[]): Reading {
  const title_ = readTitle(lists, title);
  const hits = new Map<PhraseKind, string[]>();
  let touched = 0;
  for (const sentence of sentences) {
    let hit = false;
    for (const kind of BODY_KINDS) {
      const phrases = lists[kind].filter((phrase) => holds(sentence, phrase));
      if (phrases.length === 0) continue;
      hit = true;
      hits.set(kind, [...(hits.get(kind) ?? []), ...phrases]);
    }
    if (hit) touched++;
  }
  const count = (kind: PhraseKind) => new Set(hits.get(kind)).size;
  const away = Math.min(count('away'), 1) * 2 + (title_.away ? 2 : 0);
  const received = RECEIVED_WEIGHTS[Math.min(count('received'), 3)]! + title_.received;
  const automated = AUTOMATED_WEIGHTS[Math.min(count('automated'), 2)]!;
  const aside = Math.min(count('access'), 1) + Math.min(count('substitute'), 1) + Math.min(count('thanks'), 1);
  // "Until" and "do" mean something only beside an absence.
  const back = count('away') > 0 ? Math.min(count('back'), 1) : 0;
  const left = Math.min(count('left'), 1) * 2;
  return {
    score: away + received + automated + aside + back + left + title_.weight,
    machineSubject: title_.machine,
    subject: title_.weight,
    away,
    received: received + left,
    share: sentences.length === 0 ? 0 : touched / sentences.length,
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
  const acknowledged = lists.receivedSubject.find((phrase) => holds(title, phrase));
  if (acknowledged) return { ...none, weight: 0, received: 2, evidence: [`subject: ${acknowledged}`] };
  const found = lists.subject
    .map((phrase) => ({ phrase, how: beginsWith(title, phrase) }))
    .filter(({ how }) => how !== null)
    .sort((a, b) => b.phrase.length - a.phrase.length)[0];
  if (!found) return none;
  const machine = MACHINE_SUBJECT.test(found.phrase);
  const apart = found.how === 'apart';
  return {
    weight: machine ? 3 : apart ? 2 : 1,
    machine: machine && apart,
    away: true,
    received: 0,
    evidence: [`subject: ${found.phrase}`],
  };
}

/** Greetings, names and sign-offs say nothing either way. */
function sentencesOf(text: string): string[] {
  return text
    .slice(0, CHARACTERS_READ)
    .split(/(?<=[.!?。！？؟।])\s+|(?<=[。！？])|\n+/)
    .slice(0, SENTENCES_READ)
    .map(fold)
    .filter((sentence) => sentence.split(' ').length > 3 || (UNSPACED_TEXT.test(sentence) && sentence.length > 8));
}

const UNSPACED_TEXT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
