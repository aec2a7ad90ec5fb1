import { hasAddress } from './evidence.ts';
import { headerField } from './header-block.ts';
import { matchSent, type SentMail } from './sent-match.ts';
import { textLines } from './text-lines.ts';

/**
 * What a writer put below or between a quote that no mark tells from their own words, as Outlook quotes: the lines of a
 * quoted part that repeat nothing of the mails quoted, without what introduces the quote. Empty where nothing of it is
 * known.
 */
export function writtenAroundQuote(quoted: string, sent: readonly SentMail[]): string {
  const lines = textLines(quoted);
  const { ours, foreign } = matchSent(lines, sent);
  if (ours.size === 0) return '';
  const first = Math.min(...ours);
  const introduction = lines.findLastIndex(
    ({ text }, at) =>
      at < first && (headerField(text) !== null || hasAddress(text) || /[:：]$|^[-_*]{3,}|[-_*]{3,}$/.test(text)),
  );
  return lines
    .filter(({ depth, text }, at) => at > introduction && depth === 0 && text !== '' && foreign.has(at))
    .map(({ raw }) => raw.trim())
    .join('\n');
}
