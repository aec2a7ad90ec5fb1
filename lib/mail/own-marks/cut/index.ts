import { escapeRegExp } from '../reply-address-forms.ts';
import { cutHtml } from './cut-html.ts';
import { cutText } from './cut-text.ts';
import { ANY_NUMBER, type OurMarks } from './marks.ts';

export type { OurMarks } from './marks.ts';

export type Cuttable = { subject: string; text: string | null; html: string | null };

/** A rep's answer without anything of ours: as if the customer's own mail had been answered. */
export function cutOurMarks({ subject, text, html }: Cuttable, marks: OurMarks): Cuttable {
  return {
    subject: cutSubject(subject, marks),
    text: text === null ? null : cutText(text, marks),
    html: html === null ? null : cutHtml(html, marks),
  };
}

function cutSubject(subject: string, marks: OurMarks): string {
  const flexible = (text: string) => text.split(/\s+/).map(escapeRegExp).join('\\s+');
  const isOurs = marks.subjects.some((ours) =>
    new RegExp(flexible(ours).replaceAll(ANY_NUMBER, '\\d+'), 'iu').test(subject),
  );
  if (isOurs) return marks.subject;
  return marks.subjectMarks
    .reduce((rest, mark) => rest.replace(new RegExp(flexible(mark), 'giu'), ' '), subject)
    .replace(/ {2,}/g, ' ')
    .trim();
}
