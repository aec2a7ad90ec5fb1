import { DEVICE, MOBILE, SENDING_UNSPACED, SENDING_WORD, SENT_FROM_MY } from './data/footer-words.ts';
import { BANNER_TOPICS, LEGAL_HEADING, LEGAL_TOPICS, SENDER_TIP } from './data/legal-words.ts';

const MAX_FOOTER = 140;
/** A notice may be long; its topics show early. Bounds the work on a mail that is one endless line. */
const READ = 2_000;
const LINK = /<?https?:\/\/[^\s>]*>?|\([^)]*https?:[^)]*\)/g;

/** "Sent from my iPhone", "Von meinem iPhone gesendet", "Get Outlook for iOS <…>", "(sent from a phone)". */
export function isMobileFooter(text: string): boolean {
  if (text.length < 6 || text.length > MAX_FOOTER + 120) return false;
  const line = text
    .replace(LINK, ' ')
    .replace(/\]\s*$/, ']')
    .trim();
  if (line.length > MAX_FOOTER || line.length < 5) return false;
  if (SENT_FROM_MY.test(line) && !/[.?]$/.test(line)) return true;
  const device = line.search(DEVICE);
  const noun = device >= 0 ? device : line.search(MOBILE);
  if (noun < 0) return false;
  const verb = line.search(SENDING_WORD);
  const verbal = verb >= 0 || SENDING_UNSPACED.test(line);
  const words = line.split(' ').length;
  if (!verbal) return (words <= 4 && /from/i.test(line)) || (words <= 5 && device >= 0 && FROM.test(line));
  // The verb opens the line or closes it; in between it is a sentence about sending.
  const bare = line.replace(/^[\W_]+/u, '');
  const opens = verb >= 0 && line.slice(0, verb).split(' ').length <= (device >= 0 ? 4 : 2);
  const closes = verb >= 0 && SENDING_WORD.test(line.slice(-24));
  if (verb >= 0 && !opens && !closes) return false;
  if (/,/.test(bare.slice(0, Math.max(0, noun)))) return false;
  if (/[.!?] +\p{Lu}.{40}/u.test(line)) return false;
  return words <= (device >= 0 ? 16 : 12);
}

/**
 * A phone's footer that cannot but end the reply: phones put it right above what they quote. Lines that only name an
 * app are left out, they may stand in a text about apps.
 */
export function endsPhoneReply(text: string): boolean {
  return text.length <= MAX_FOOTER + 60 && isMobileFooter(text) && !/[.!?,:]$/.test(text.replace(LINK, '').trim());
}

/** A paragraph of legal small print. */
export function isLegalNotice(paragraph: string): boolean {
  if (paragraph.length < 60) return LEGAL_HEADING.test(paragraph);
  const text = paragraph.slice(0, READ);
  const topics = LEGAL_TOPICS.filter((topic) => topic.test(text)).length;
  return topics >= (text.length >= 120 ? 3 : 4);
}

const FROM = /^[\W_]*(?:from|von|de|da|del|van|från|fra|od|от|з|с|από) /iu;

/** A gateway's or a mail program's warning above the mail ("CAUTION: This email originated from outside …"). */
export function isBanner(paragraph: string): boolean {
  if (paragraph.length > READ) return false;
  if (SENDER_TIP.test(paragraph) && paragraph.length < 400) return true;
  if (paragraph.length < 20) return false;
  const topics = BANNER_TOPICS.filter((topic) => topic.test(paragraph)).length;
  return topics >= 3 || (topics === 2 && BRACKETED.test(paragraph) && paragraph.length < 160);
}

const BRACKETED = /^[\s*_]*[[(*【<⚠]|^[\p{Lu}\s]{4,}[:!]/u;
