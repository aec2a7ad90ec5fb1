import type { Language } from '../../language.ts';
import type { Analysis } from '../schema.ts';
import { findAbsence } from './absence.ts';
import { blankAnalysis } from './blank-analysis.ts';
import type { MachineKind } from './kind.ts';
import type { Reading } from './reading.ts';
import { findReferral } from './referral.ts';
import { wordingOf } from './wording.ts';

/** Nobody answered: what the machine says of the person it speaks for, and nothing that would start a workflow. */
export function analyzeMachineMail(
  reading: Reading,
  kind: MachineKind,
  certain: boolean,
  language: Language,
): Analysis {
  const words = wordingOf(language);
  const absence = kind === 'out_of_office' ? findAbsence(reading) : null;
  const parts = [
    words.insight[kind],
    absence?.until ? words.insight.return.replace('{quote}', () => absence.until ?? '') : '',
    absence?.substitute ? words.insight.substitute.replace('{quote}', () => absence.substitute ?? '') : '',
  ];
  return {
    ...blankAnalysis,
    kind,
    key_insights: parts.filter(Boolean).join(' '),
    absence,
    referral: kind === 'auto_reply' ? (findReferral(reading, reading.sentences)?.referral ?? null) : null,
    confidence: certain ? 0.95 : 0.6,
    doubt: certain ? null : words.doubt.kind,
  };
}
