import { cutHtml } from './cut-html.ts';
import { cutText } from './cut-text.ts';
import { subjectPattern } from './find-edits.ts';
import type { OurMarks } from './marks.ts';

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
  if (marks.subjects.some((ours) => subjectPattern(ours).test(subject))) return marks.subject;
  return marks.subjectMarks
    .reduce((rest, mark) => rest.replace(subjectPattern(mark), ''), subject)
    .replace(/ {2,}/g, ' ')
    .trim();
}
