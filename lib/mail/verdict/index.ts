import { type Envelope, type IncomingMail, type MailVerdict, NOT_FULLY_READ } from '../types.ts';
import { readAbsence } from './absence.ts';
import { headerSignals, isRobot, loopSignal, type OwnMarks, type Signal, suppressesAll } from './header-signals.ts';
import { isReplySubject } from './match.ts';
import { readReport } from './reports.ts';
import { readTextHints, type TextHints } from './text-hints.ts';
import { isUnknownAutomatic } from './unknown-language.ts';

export type JudgeInput = { mail: IncomingMail; envelope: Envelope; newText: string; own: OwnMarks };

/**
 * Whether a person wrote the mail, and if not, what did. Headers by which a program says that it answers are certain; one
 * that people's mail may carry too (a list, a help desk, a redirect without return path) and words are a suspicion
 * (`certain: false`) unless they meet. An answer to our own mail in words no machine uses is a person's.
 */
export function judgeMail(input: JudgeInput): MailVerdict {
  const judged = judge(input);
  if (judged.kind !== 'human' || isFullyRead(input)) return judged;
  return { ...judged, certain: false, evidence: [NOT_FULLY_READ, ...judged.evidence] };
}

function judge(input: JudgeInput): MailVerdict {
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
  if (answersUs(mail, own) && isUnknownAutomatic(mail, newText))
    return automatic(input, { ...hints, leaning: 'out_of_office' }, ['subject and date of an automatic reply'], false);
  return verdict('human', true, ['no sign of a machine']);
}

function judgeWeak(input: JudgeInput, hints: TextHints, signals: Signal[]): MailVerdict {
  const { mail, newText, own } = input;
  const evidence = signals.map((signal) => signal.evidence);
  // List software sets X-Loop beside its own headers.
  const ofList = signals.some(({ kind }) => kind === 'list') && !evidence.includes('auto-submitted: auto-generated');
  if (hints.confirms) return automatic(input, hints, [...evidence, ...hints.evidence], hints.kind !== null);
  const throughGroup = signals.every(({ strength }) => strength === 'group');
  const written = newText.trim() !== '' && !isRobot(mail);
  const person = personBehind(mail, newText, own);
  if (written && person !== null && (person.quotes || person.answersUs || throughGroup)) {
    return verdict('human', false, [...evidence, ...person.evidence]);
  }
  if (ofList && !hints.away) return verdict('list', signals.length > 1, evidence);
  return automatic(input, hints, evidence, false);
}

type Person = { quotes: boolean; answersUs: boolean; evidence: string[] };

/** What speaks for a person behind a weak sign of a machine; null where nothing does. */
function personBehind(mail: IncomingMail, newText: string, own: OwnMarks): Person | null {
  const ours = answersUs(mail, own);
  if (!ours && mail.inReplyTo.length === 0 && !isReplySubject(mail.subject)) return null;
  const quotes = quotesUs(mail, newText);
  const evidence = [ours ? 'answers our message' : 'a reply', ...(quotes ? ['quotes what it answers'] : [])];
  return { quotes, answersUs: ours, evidence };
}

function answersUs({ inReplyTo, references }: IncomingMail, own: OwnMarks): boolean {
  const ending = `@${own.messageIdDomain.toLowerCase()}`;
  return [...inReplyTo, ...references].some((id) => id.toLowerCase().endsWith(ending));
}

/** Whether the words are all there: they are none, or the mail's source, where there was something to read. */
function isFullyRead({ mail, newText }: JudgeInput): boolean {
  if (mail.problems.includes(NOT_FULLY_READ)) return false;
  if (newText.trim() === '')
    return (mail.text ?? '').trim() === '' && (mail.html ?? '').trim() === '' && mail.attachments.length === 0;
  return !isSource(newText);
}

const PART_HEADER = /^--\S.*\nContent-(?:Type|Transfer-Encoding|Disposition):/im;
const ENCODED_LINES = /^(?:[A-Za-z0-9+/]{60,76}\n){3}|^-----BEGIN PGP MESSAGE-----$/m;

/** MIME that was not taken apart: the header of a part, a block of base64, an encrypted message. */
function isSource(text: string): boolean {
  const start = text.slice(0, 20_000);
  return PART_HEADER.test(start) || ENCODED_LINES.test(start);
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
