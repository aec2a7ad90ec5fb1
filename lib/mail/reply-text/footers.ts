import {
  DEVICE,
  DEVICE_STEMS,
  MOBILE,
  OUTLOOK_APP,
  SENT_ANYWHERE,
  SENT_AT_END,
  SENT_BEFORE,
  SENT_FROM,
  SENT_FROM_MY,
  SENT_STEMS,
} from './data/footer-words.ts';
import { COMPANY_TOPICS, LEGAL_HEADING, LEGAL_TOPICS, PAPER_AND_SCANNER, SCANNED } from './data/legal-words.ts';
import { countTopics, topicsOf } from './word-topics.ts';

const MAX_FOOTER = 140;
/** A notice may be long; its topics show early. Bounds the work on a mail that is one endless line. */
const READ = 2_000;
/** A notice comes to its point at once. */
const OPENING = 160;
const LINK = /<?https?:\/\/[^\s>]*>?|\([^)]*https?:[^)]*\)/g;
/** Bits of `LEGAL_TOPICS`. */
const SECRECY = 1 << 0;
const ADDRESSEE = 1 << 1;
const MESSAGE = 1 << 2;
const MISTAKE = 1 << 3;
const DELETION = 1 << 4;
const FORBIDDEN = 1 << 5;
const LAW = 1 << 7;
const LEGAL = (1 << LEGAL_TOPICS.length) - 1;
const PAPER = 0b11 << LEGAL_TOPICS.length;
const SCANNER = 0b1100 << LEGAL_TOPICS.length;
const COMPANY = 0b111 << (LEGAL_TOPICS.length + PAPER_AND_SCANNER.length);

const footerWords = topicsOf([DEVICE_STEMS, SENT_STEMS]);
const smallPrint = topicsOf([...LEGAL_TOPICS, ...PAPER_AND_SCANNER, ...COMPANY_TOPICS]);

/** "Sent from my iPhone", "Von meinem iPhone gesendet", "Get Outlook for iOS <…>", "(sent from a phone)". */
export function isMobileFooter(text: string): boolean {
  if (text.length < 6 || text.length > MAX_FOOTER + 120) return false;
  if ((text.length > MAX_FOOTER && !text.includes('http')) || footerWords(text) === 0) return false;
  const line = text
    .replace(LINK, ' ')
    .replace(/^[<([*_"“„«]+|[*_"”»]+$/g, '')
    .trim();
  if (line.length < 5 || line.length > MAX_FOOTER) return false;
  const words = line.split(' ').length;
  if (words <= 10 && OUTLOOK_APP.test(line) && !/[.!?]$/.test(line)) return true;
  if (
    words <= 4 &&
    /\b(?:from|via) (?:my )?(?:mobile|phone|iphone|ipad|android)\b/i.test(line) &&
    !/^(?:i|it|is)\b/i.test(line)
  )
    return true;
  const opened = SENT_FROM.exec(line) ?? SENT_BEFORE.exec(line);
  if (opened) {
    const object = line.slice(opened[0].length).split(/[,;]/, 1)[0]!;
    return words <= 18 && (DEVICE.test(object) || MOBILE.test(object) || SENT_FROM_MY.test(line));
  }
  if (SENT_AT_END.test(line)) return DEVICE.test(line) || MOBILE.test(line);
  return (
    line.length <= 60 && SENT_ANYWHERE.test(line) && (DEVICE.test(line) || MOBILE.test(line)) && !/[,،、，]/.test(line)
  );
}

/**
 * A phone's footer that cannot but end the reply: phones put it right above what they quote. Lines that only name an
 * app are left out, they may stand in a text about apps.
 */
export function endsPhoneReply(text: string): boolean {
  return text.length <= MAX_FOOTER + 60 && isMobileFooter(text) && !/[.!?,:]$/.test(text.replace(LINK, '').trim());
}

/**
 * A paragraph of small print: a legal notice, a company's particulars, a plea to spare paper, a virus scanner's mark.
 * Legal notices speak of secrecy, or of whom they are for and of mistakes, bans or law; and of three topics at least.
 */
export function isSmallPrint(paragraph: string): boolean {
  const text = paragraph.slice(0, READ);
  if (text.length < 160 && SCANNED.test(text)) return true;
  if (text.length < 40 && !(text.length >= 24 && UNSPACED.test(text))) return LEGAL_HEADING.test(text);
  if (text.length > OPENING && smallPrint(text.slice(0, OPENING)) === 0) return false;
  const topics = smallPrint(text);
  if (countTopics(topics & LEGAL) >= 3) {
    // A short notice speaks of itself first: "This e-mail may contain …".
    const roomy = text.length >= 100 || UNSPACED.test(text) || (smallPrint(text.slice(0, 36)) & MESSAGE) !== 0;
    if (topics & SECRECY && roomy && topics & (ADDRESSEE | MISTAKE | DELETION | FORBIDDEN)) return true;
    if (topics & ADDRESSEE && topics & (MISTAKE | FORBIDDEN | LAW)) return true;
  }
  if (text.length > 400) return false;
  // "Geschäftsführer: … Amtsgericht … HRB …" is no sentence.
  if (countTopics(topics & COMPANY) >= 2 && !/[.!?]$/.test(text)) return true;
  return (topics & PAPER) === PAPER || (topics & SCANNER) === SCANNER;
}

export function speaksOfSecrecy(text: string): boolean {
  return (smallPrint(text) & (SECRECY | ADDRESSEE)) !== 0;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u;
