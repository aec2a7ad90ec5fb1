import { BANNER_TOPICS, SENDER_TIP, TIP_TOPICS } from './data/banner-words.ts';
import { namesMessage } from './data/message-words.ts';
import { hasAddress } from './evidence.ts';
import { nextText } from './lines.ts';
import type { Line, LineState } from './types.ts';
import { countTopics, topicsOf } from './word-topics.ts';

/** A warning is short; bounds the work on a mail that is one endless line. */
const READ = 2_000;
const OUTSIDE = 0b1;
const EXTERNAL_TAG = /^[[(*<]{1,3}\s*EXTERN[\p{Lu} -]{0,24}[\])*>:]{1,3}$/u;
const BRACKETED = /^[\s*_]*[[(*【<⚠]|^[\p{Lu}\s]{4,}[:!]/u;

const bannerTopics = topicsOf(BANNER_TOPICS);
const tipTopics = topicsOf(TIP_TOPICS);

/** Skips and marks the warnings of gateways at the top. */
export function markBanners(lines: readonly Line[], states: LineState[]): number {
  let at = nextText(lines, 0, lines.length);
  for (let rounds = 0; at >= 0 && rounds < 4; rounds++) {
    if (!mayOpenBanner(lines[at]!.text)) break;
    let end = at;
    let text = '';
    while (end < lines.length && lines[end]!.text !== '' && lines[end]!.depth === 0 && text.length <= READ) {
      text += `${lines[end]!.text} `;
      end++;
    }
    const upTo = isBanner(lines[at]!.text) ? at + 1 : end > at && isBanner(text.trim()) ? end : 0;
    if (!upTo || nextText(lines, upTo, lines.length) < 0) break;
    states.fill('banner', at, upTo);
    at = nextText(lines, upTo, lines.length);
  }
  return Math.max(at, 0);
}

/** Whether a line could open a warning; what comes first in nearly every mail cannot. */
function mayOpenBanner(line: string): boolean {
  const start = line.slice(0, 400);
  return bannerTopics(start) !== 0 || isSenderTip(start);
}

/** A gateway's or a mail program's warning above the mail ("CAUTION: This email originated from outside …"). */
function isBanner(paragraph: string): boolean {
  if (EXTERNAL_TAG.test(paragraph)) return true;
  if (paragraph.length > READ || paragraph.length < 20) return false;
  const topics = bannerTopics(paragraph.slice(0, 600));
  if (isSenderTip(paragraph)) return true;
  const count = countTopics(topics);
  if (count >= 3) return true;
  const tagged = paragraph.length < 160 && BRACKETED.test(paragraph);
  return tagged && (count === 2 || (topics === OUTSIDE && namesMessage(paragraph)));
}

function isSenderTip(text: string): boolean {
  if (text.length >= 400 || !text.includes('@')) return false;
  return SENDER_TIP.test(text) || (hasAddress(text) && countTopics(tipTopics(text)) === TIP_TOPICS.length);
}
