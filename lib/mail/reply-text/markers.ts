import { namesMessage } from './data/message-words.ts';
import { REPLY_ABOVE_TOPICS } from './data/reply-above-words.ts';
import { headerBlockEnd, headerField, inlineFields } from './header-block.ts';
import type { Line } from './types.ts';
import { countTopics, topicsOf } from './word-topics.ts';

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

const ENGLISH =
  /[-#=*_~]{2,}[^\p{L}\n]{0,6}(?:please )?(?:type |write )?(?:your )?repl(?:y|ies) above|^[^\p{L}]{0,20}(?:please )?(?:to reply, )?(?:type |write )?(?:your )?(?:reply|response|answer)? ?above (?:this|the) line/iu;
const REPLY = 0b1;
const replyAboveTopics = topicsOf(REPLY_ABOVE_TOPICS);
const RULE_BEFORE = /^\W{0,3}[-#=*_~‐–—]{2,}/u;
const RULE_AFTER = /[-#=*_~‐–—]{2,}\W{0,3}$/u;

/**
 * "-- REPLY ABOVE THIS LINE --", which help desks put above what they send: where it begins, else -1. It may share a
 * line with the reply when a client has flattened the mail.
 */
export function replyAboveAt(text: string): number {
  if (text.length < 12 || text.length > 400) return -1;
  const english = /above/i.test(text) ? text.search(ENGLISH) : -1;
  if (english >= 0) return english;
  if (text.length > MAX_MARKER + 20 || !RULE_BEFORE.test(text) || !RULE_AFTER.test(text)) return -1;
  const topics = replyAboveTopics(text);
  return topics & REPLY && countTopics(topics) >= 2 ? 0 : -1;
}

function nextLine(lines: readonly Line[], from: number): number {
  for (let at = from; at < lines.length && at < from + 4; at++) if (lines[at]!.text !== '') return at;
  return -1;
}
