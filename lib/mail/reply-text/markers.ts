import { namesMessage } from './data/message-words.ts';
import { headerBlockEnd, headerField, inlineFields } from './header-block.ts';
import type { Line } from './types.ts';

const FRAMED = /^[\s*_>]*(?:[-━─—–]{2,}|_{2,}|={2,})\s*([^\s\-_=][^\n]{2,70}?)\s*(?:[-━─—–]{2,}|_{2,}|={2,})[\s*_]*$/u;
const FRAMED_START = /^[\s*_>]*-{2,}\s*[^\s-][^\n-]{2,60}?\s*-{2,}\s+(?=\S)/u;
const FRAME_STARTS = '-_=*━─—–';
const MAX_MARKER = 120;
const FORWARD =
  /forward|fwd|weitergel|transf[eé]r|transmis|réexp|reenv|reencam|encamin|inoltr|doorgest|vidarebef|videresen|välitet|edelleen|framsen|przekaz|przes|přepos|prepos|posredov|proslij|prosle|прослед|препра|redirec|tovább|προωθ|ilet|перес|перенап|переадр|הועבר|توجيه|فوروارد|अग्रेषित|ส่งต่อ|chuyển tiếp|diterus|dimajukan|転送|转发|轉寄|전달|edasta|pārsūt|persiųst/iu;

/** "----- Original Message -----" and its kin: where the rule and the header fields below it end, else null. */
export type Marker = { end: number; forward: boolean };

/**
 * A rule with the word for "message" in it, in any of the languages known; or any framed words or a line ending in a
 * colon ("Begin forwarded message:") with a header block right below.
 */
export function markerAt(lines: readonly Line[], at: number): Marker | null {
  const { text } = lines[at]!;
  if (text.length < 5 || text.length > 600) return null;
  const framed = FRAME_STARTS.includes(text[0]!);
  if (framed && text.length <= MAX_MARKER && FRAMED.test(text)) {
    const below = nextLine(lines, at + 1);
    const block = below < 0 ? null : headerBlockEnd(lines, below);
    if (block || namesMessage(text)) {
      // After a rule that names a message even one field counts as its header.
      const field = below === at + 1 && headerField(lines[below]!.text) ? below + 1 : at + 1;
      return { end: block ?? field, forward: FORWARD.test(text) };
    }
  }
  if (framed) {
    const rule = FRAMED_START.exec(text.slice(0, MAX_MARKER));
    const rest = rule ? text.slice(rule[0].length) : '';
    if (rule && headerField(rest) && inlineFields(rest).length >= 1)
      return { end: at + 1, forward: FORWARD.test(rule[0]) };
  }
  if (text.length <= 70 && (text.endsWith(':') || text.endsWith('：')) && namesMessage(text)) {
    const below = nextLine(lines, at + 1);
    const block = below >= 0 && below - at <= 3 ? headerBlockEnd(lines, below) : null;
    if (block) return { end: block, forward: true };
  }
  return null;
}

function nextLine(lines: readonly Line[], from: number): number {
  for (let at = from; at < lines.length && at < from + 4; at++) if (lines[at]!.text !== '') return at;
  return -1;
}
