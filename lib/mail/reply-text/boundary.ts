import { attributionEndingAt } from './attribution.ts';
import { endsPhoneReply } from './footers.ts';
import { headerBlockEnd, headerStart } from './header-block.ts';
import { nextText } from './lines.ts';
import { markerAt } from './markers.ts';
import type { Line } from './types.ts';

/** What introduces a quote: `lines[start, end)`. `shared`: where it begins within its first line. */
export type Boundary = {
  start: number;
  end: number;
  shared: number;
  kind: 'attribution' | 'header' | 'rule' | 'forward' | 'footer';
  confidence: number;
};

/** The introduction that begins on this line, or, for an attribution, ends on it. Never reaches above `floor`. */
export function boundaryAt(
  lines: readonly Line[],
  at: number,
  limit: number,
  floor: number,
  isQuoted: (at: number) => boolean,
): Boundary | null {
  const line = lines[at]!;
  if (line.mark === 'boundary') return { start: at, end: limit, shared: 0, kind: 'rule', confidence: 0.97 };
  if (line.mark === 'attribution') {
    let end = at + 1;
    while (end < limit && lines[end]!.mark === 'attribution') end++;
    return { start: at, end, shared: 0, kind: 'attribution', confidence: 0.97 };
  }
  const marker = markerAt(lines, at);
  if (marker)
    return { start: at, end: marker.end, shared: 0, kind: marker.forward ? 'forward' : 'rule', confidence: 0.95 };
  const header = headerBlockEnd(lines, at);
  if (header)
    return {
      start: Math.max(floor, headerStart(lines, at)),
      end: header,
      shared: 0,
      kind: 'header',
      confidence: 0.95,
    };
  const below = nextText(lines, at + 1, limit);
  if (below > at + 1 && !isQuoted(below) && at > floor && endsPhoneReply(line.text)) {
    return { start: at, end: at + 1, shared: 0, kind: 'footer', confidence: 0.7 };
  }
  const attribution = attributionEndingAt(lines, at, below >= 0 && isQuoted(below));
  if (!attribution || attribution.start < floor) return null;
  return { ...attribution, kind: 'attribution' };
}
