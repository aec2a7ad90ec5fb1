import type { Envelope, IncomingMail, MailVerdict } from '../types.ts';
import { readAbsence } from './absence.ts';
import { headerSignals, isRobot, loopSignal, type OwnMarks, type Signal, suppressesAll } from './header-signals.ts';
import { isReplySubject } from './match.ts';
import { readReport } from './reports.ts';
import { readTextHints, type TextHints } from './text-hints.ts';

export type JudgeInput = { mail: IncomingMail; envelope: Envelope; newText: string; own: OwnMarks };

/**
 * Whether a person wrote the mail, and if not, what did. Headers are certain; words in subject and text are a suspicion
 * (`certain: false`). A header that people's mail may carry too (a list, a help desk) yields to evidence of a person: an
 * answer to our own mail, with our words quoted below it.
 */
export function judgeMail(input: JudgeInput): MailVerdict {
  const { mail, envelope, newText, own } = input;
  const loop = loopSignal(mail, own);
  if (loop) return verdict('loop', true, [loop]);
  const report = readReport(mail, envelope);
  if (report) return { ...verdict(report.kind, report.certain, report.evidence), bounce: report.bounce };

  const hints = readTextHints(mail.subject, newText, quotesUs(mail, newText));
  const signals = headerSignals(mail, envelope);
  // The one case in which it proves something: Exchange's own absence notes carry both.
  if (hints.machineSubject && suppressesAll(mail))
    signals.push({ kind: 'automatic', strength: 'certain', evidence: 'x-auto-response-suppress: all' });
  const strong = signals.filter(({ strength }) => strength === 'certain');
  if (strong.length > 0)
    return automatic(
      input,
      hints,
      strong.map((signal) => signal.evidence),
      true,
    );
  if (signals.length > 0) return judgeWeak(input, hints, signals);
  if (hints.kind !== null) return automatic(input, hints, hints.evidence, false);
  if (isRobot(mail)) return verdict('auto_reply', false, ['from an address that nobody reads']);
  return verdict('human', true, ['no sign of a machine']);
}

function judgeWeak(input: JudgeInput, hints: TextHints, signals: Signal[]): MailVerdict {
  const { mail, newText, own } = input;
  const evidence = signals.map((signal) => signal.evidence);
  // List software sets X-Loop beside its own headers.
  const ofList = signals.some(({ kind }) => kind === 'list') && !evidence.includes('auto-submitted: auto-generated');
  if (hints.confirms) return automatic(input, hints, [...evidence, ...hints.evidence], true);
  const throughGroup = signals.every(({ strength }) => strength === 'group');
  const written = newText.trim() !== '' && !isRobot(mail);
  const person = personBehind(mail, newText, own);
  if (written && person !== null && (person.quotes || throughGroup)) {
    return verdict('human', false, [...evidence, ...person.evidence]);
  }
  return ofList && !hints.away ? verdict('list', true, evidence) : automatic(input, hints, evidence, true);
}

/** What speaks for a person behind a weak sign of a machine; null where nothing does. */
function personBehind(
  mail: IncomingMail,
  newText: string,
  own: OwnMarks,
): { quotes: boolean; evidence: string[] } | null {
  const ending = `@${own.messageIdDomain.toLowerCase()}`;
  const answersUs = [...mail.inReplyTo, ...mail.references].some((id) => id.toLowerCase().endsWith(ending));
  const isReply = mail.inReplyTo.length > 0 || isReplySubject(mail.subject);
  if (!answersUs && !isReply) return null;
  const quotes = quotesUs(mail, newText);
  return {
    quotes,
    evidence: [answersUs ? 'answers our message' : 'a reply', ...(quotes ? ['quotes what it answers'] : [])],
  };
}

/** Whether the mail holds markedly more than its new text, which is to say a quote. */
function quotesUs(mail: IncomingMail, newText: string): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '').length;
  const full = letters((mail.text ?? '').slice(0, 20_000));
  const quoted = /^>|<blockquote|gmail_quote|divRplyFwdMsg/im.test((mail.text ?? mail.html ?? '').slice(0, 200_000));
  return quoted || full > letters(newText) + 150;
}

function automatic(input: JudgeInput, hints: TextHints, evidence: string[], certain: boolean): MailVerdict {
  const kind = hints.kind ?? hints.leaning;
  const absence = kind === 'out_of_office' ? readAbsence(input.mail, input.newText, hints.language) : null;
  return { ...verdict(kind, certain, [...new Set([...evidence, ...hints.evidence])]), absence };
}

function verdict(kind: MailVerdict['kind'], certain: boolean, evidence: string[]): MailVerdict {
  return { kind, certain, evidence, absence: null, bounce: [] };
}
