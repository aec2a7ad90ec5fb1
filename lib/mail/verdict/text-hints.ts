import { fold } from './fold.ts';
import { type Reading, readLanguage } from './language-reading.ts';
import { automaticReplies, type PhraseLists } from './phrase-lists.ts';
import { sentencesOf } from './sentences.ts';
import { foldTitle } from './title.ts';

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
  const title = foldTitle(subject);
  const sentences = sentencesOf(newText).map(fold);
  const best = automaticReplies
    .map((lists) => readLanguage(lists, title, sentences))
    .reduce((a, b) => (b.score > a.score ? b : a));
  // People ask (in Greek with a semicolon); automatic replies do not.
  const asks = [title, ...sentences].some((sentence) => /[?？؟]$|[α-ω];$/.test(sentence)) ? 2 : 0;
  const machine = best.title.machine || isMachine(best, best.score - asks - (quotes ? 2 : 0), sentences.length);
  const leaning = best.away > 0 && best.away >= best.received ? 'out_of_office' : 'auto_reply';
  return {
    kind: machine ? leaning : null,
    confirms: machine || (best.score - asks >= 3 && best.share >= 0.5),
    machineSubject: best.title.machine,
    away: best.away === 2,
    leaning,
    language: best.language,
    evidence: best.evidence,
  };
}

/** A person on holiday who has something else to say says it in at least every second sentence. */
function isMachine({ share }: Reading, score: number, sentences: number): boolean {
  if (sentences === 0) return score >= 4;
  return score >= 5 ? share >= 0.5 : score >= 4 && share > 0.5;
}
