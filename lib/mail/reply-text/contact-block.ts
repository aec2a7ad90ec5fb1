import { isClosing } from './data/closings.ts';
import { contactDetails, couldSign, isClosingLine, isContact, isFullName, isSentence } from './line-shapes.ts';
import { lastText } from './lines.ts';
import type { Line } from './types.ts';

/** Lines of a signature without delimiter. */
const MAX_LINES = 14;

/**
 * A last paragraph of short lines with contact details, and the paragraph with the name above it: two details, or one under
 * a closing, or one under a full name and a title.
 */
export function contactBlock(lines: readonly Line[], first: number, to: number): number {
  let from = to;
  let details = 0;
  for (let at = to - 1; at > first && to - at <= MAX_LINES && lines[at]!.text !== ''; at--) {
    const { text } = lines[at]!;
    const found = contactDetails(text);
    if (found ? text.length > 200 : isClosing(text) || !couldSign(text) || isSentence(text)) break;
    details += found;
    from = at;
  }
  if (details === 0) return to;
  const top = withNameAbove(lines, first, from);
  const above = lines[lastText(lines, 0, top) - 1]?.text ?? '';
  const shown = lines.slice(top, to).filter(({ text }) => text !== '').length;
  const signed = isClosingLine(above) && shown >= 3;
  const named = isFullName(lines[top]!.text) && shown >= 3 && !isContact(lines[top + 1]!.text);
  if (!((to - from >= 2 && details >= 2) || signed || named) || /[:：]$/.test(above)) return to;
  return keepName(lines, first, top, to);
}

function withNameAbove(lines: readonly Line[], first: number, from: number): number {
  let top = from - 1;
  if (top <= first || lines[top]!.text !== '') return from;
  while (top - 1 > first && lines[top - 1]!.text !== '' && from - top <= 4) {
    const { text } = lines[top - 1]!;
    if (isClosing(text) || !couldSign(text) || isSentence(text)) return from;
    top--;
  }
  return isFullName(lines[top]!.text) ? top : from;
}

/** A name directly under a closing stays. */
function keepName(lines: readonly Line[], start: number, first: number, to: number): number {
  let above = first - 1;
  while (above > start && lines[above]!.text === '') above--;
  const closed = above >= start && isClosingLine(lines[above]!.text);
  return closed && !isContact(lines[first]!.text) && first + 1 < to ? first + 1 : first;
}
