import { REPLY_ABOVE_TOPICS } from './data/reply-above-words.ts';
import type { Line, LineState } from './types.ts';
import { countTopics, topicsOf } from './word-topics.ts';

/** Lines looked at; the request stands above what the help desk sent. */
const MAX_EXAMINED = 5_000;
const MAX_MARKER = 120;
const RULER = '-#=*_~‐–—';
const ENGLISH =
  /[-#=*_~]{2,}[^\p{L}\n]{0,6}(?:please )?(?:type |write )?(?:your )?repl(?:y|ies) above|^[^\p{L}]{0,20}(?:please )?(?:to reply, )?(?:type |write )?(?:your )?(?:reply|response|answer)? ?above (?:this|the) line/iu;
const REPLY = 0b1;
const replyAboveTopics = topicsOf(REPLY_ABOVE_TOPICS);
const RULE_BEFORE = /^\W{0,3}[-#=*_~‐–—]{2,}/u;
const RULE_AFTER = /[-#=*_~‐–—]{2,}\W{0,3}$/u;

/** The line above which a help desk asks for the reply ends the message, if something stands above it. */
export function replyAbove(
  lines: Line[],
  states: LineState[],
  partial: Map<number, number>,
  first: number,
  isQuoted: (at: number) => boolean,
): number {
  let own = false;
  const last = Math.min(lines.length, first + MAX_EXAMINED);
  for (let at = first; at < last; at++) {
    const { text } = lines[at]!;
    if (text === '') continue;
    const found = mayAskForReply(text) ? replyAboveAt(text) : -1;
    if (found >= 0) {
      if (own || found > 0) {
        states.fill('quoted', found > 0 ? at + 1 : at);
        if (found > 0) {
          partial.set(at, found);
          lines[at] = { ...lines[at]!, text: text.slice(0, found).trimEnd() };
        }
        return found > 0 ? at + 1 : at;
      }
      states[at] = 'quoted';
    }
    own ||= !isQuoted(at);
  }
  return lines.length;
}

function mayAskForReply(text: string): boolean {
  return RULER.includes(text[0]!) || text.includes('ABOVE') || text.includes('above');
}

/**
 * "-- REPLY ABOVE THIS LINE --", which help desks put above what they send: where it begins, else -1. It may share a
 * line with the reply when a client has flattened the mail.
 */
function replyAboveAt(text: string): number {
  if (text.length < 12 || text.length > 400) return -1;
  const english = /above/i.test(text) ? text.search(ENGLISH) : -1;
  if (english >= 0) return english;
  if (text.length > MAX_MARKER + 20 || !RULE_BEFORE.test(text) || !RULE_AFTER.test(text)) return -1;
  const topics = replyAboveTopics(text);
  return topics & REPLY && countTopics(topics) >= 2 ? 0 : -1;
}
