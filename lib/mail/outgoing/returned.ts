import { escapeHtml } from '../../html.ts';
import type { MailAddress } from '../types.ts';
import { nameOf } from './forward/customer.ts';
import { type OutgoingMail, oneLine, textToHtml } from './mail.ts';
import { composeMail, type Notice } from './notices.ts';
import { type WhyReturned, WORDS } from './words.ts';

type Returned = Notice & { customer: MailAddress | null; why: WhyReturned; subject: string; text: string };

/** Brings a rep's answer back that did not reach the customer: why, what helps, and what the rep had written. */
export function composeReturned(input: Returned): OutgoingMail {
  const words = WORDS[input.language];
  const name = nameOf(input.customer, words);
  const subject = oneLine(input.subject, 300) || words.noSubject;
  const unsure = input.why === 'unsure';
  const mail = composeMail(input, {
    subject: unsure ? words.unsureSubject(subject) : words.returnedSubject(subject),
    lines: input.why === 'unsure' ? [words.unsure(name)] : [words.returned(name), words.why[input.why]],
    link: words.openRecord,
  });
  if (input.text.trim() === '') return mail;
  return {
    ...mail,
    text: `${mail.text}\n${words.yourText}\n\n${input.text}\n`,
    html: `${mail.html}\n<p>${escapeHtml(words.yourText)}</p>\n<div>${textToHtml(input.text)}</div>`,
  };
}

type Question = Notice & { from: MailAddress; customer: MailAddress | null };

/** Asks whoever gets a rep's forwards whether an answer is the rep's; `url` is the page that shows it. */
export function composeQuestion(input: Question): OutgoingMail {
  const words = WORDS[input.language];
  const name = nameOf(input.customer, words);
  const from = oneLine(input.from.address, 254);
  return composeMail(input, {
    subject: words.questionSubject(name),
    lines: [words.question(from, name)],
    link: words.openQuestion,
  });
}
