import { fold } from './fold.ts';
import { beginsWith, holds, repeatsSubject } from './match.ts';
import type { PhraseLists } from './phrase-lists.ts';

/** What a subject says in the words of one language. */
export type TitleReading = {
  weight: number;
  /** Only a machine writes such a subject. */
  machine: boolean;
  away: boolean;
  received: number;
  evidence: string[];
};

const NOTHING: TitleReading = { weight: 0, machine: false, away: false, received: 0, evidence: [] };

/** Folded, without the marks that gateways and ticket systems put in front: `[EXTERN]`, `[#123]`. */
export function foldTitle(subject: string): string {
  return fold(subject.slice(0, 300)).replace(/^(?:[[(*<{【]+[^\])*>}】]{1,30}[\])*>}】]+\s*)+/, '');
}

export function readTitle(lists: PhraseLists, title: string): TitleReading {
  if (repeatsSubject(title)) return NOTHING;
  const found = lists.subject
    .map((phrase) => ({ phrase, how: beginsWith(title, phrase) }))
    .filter(({ how }) => how !== null)
    .sort((a, b) => b.phrase.length - a.phrase.length)[0];
  if (found) return prefixed(found.phrase, found.how === 'apart');
  const acknowledged = lists.receivedSubject.find((phrase) => holds(title, phrase)) ?? TICKET.exec(title)?.[0];
  if (acknowledged) return { ...NOTHING, received: 2, evidence: [`subject: ${acknowledged}`] };
  const away = title.includes('?') ? undefined : lists.away.find((phrase) => holds(title, phrase));
  return away ? { ...NOTHING, weight: 1, away: true, evidence: [`subject: ${away}`] } : NOTHING;
}

/** `Case 00123`, `Ticket #4711`: a number that a help desk gave, in the words most of them use. */
const TICKET =
  /\b(case|ticket|incident|inc|request|vorgang|demande|caso|chamado|richiesta|melding|arende|sag|sak|заявка) ?(no\.?|nr\.?|n°|id)? ?[#:№]? ?\d{3,}/;

function prefixed(phrase: string, apart: boolean): TitleReading {
  const machine = phrase.length > 4 && MACHINE_STEMS.some((stem) => phrase.includes(stem));
  return {
    weight: (machine ? 1 : 0) + (apart ? 2 : 1),
    machine: machine && apart,
    away: apart,
    received: 0,
    evidence: [`subject: ${phrase}`],
  };
}

/**
 * In subjects that machines alone write. The other phrases of the lists are words a person may use too ("On leave",
 * "Vacaciones"), and count only together with what the text says.
 */
const MACHINE_STEMS = [
  'auto',
  'avto',
  'otomat',
  'αυτόματ',
  'авто',
  'аутомат',
  'samodejn',
  'sjálfvirk',
  'sjálfkrafa',
  'uathoibr',
  'tự động',
  'out of office',
  'out-of-office',
  'out of the office',
  'vacation re',
  'abwesenheits',
  'poissaoloviesti',
  'frånvaromeddelande',
  'fraværsme',
  'afwezigheidsbericht',
  'אוטומטי',
  'تلقائي',
  'آلي',
  'خودکار',
  'स्वचालित',
  'स्वतः',
  '自動',
  '自动',
  '자동',
  '不在通知',
  '不在のお知らせ',
  '부재',
  'อัตโนมัติ',
  'ავტომატ',
].map(fold);
