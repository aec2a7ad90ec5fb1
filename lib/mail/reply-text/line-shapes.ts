import { isClosing } from './data/closings.ts';
import { hasAddress } from './evidence.ts';

const PHONE = /(?:\+|\(|\b)\d[\d\s().\-/]{6,}\d/;
const PHONE_LABEL =
  /^(?:t|f|m|tel|fax|mob|mobile|phone|cell|direct|office|skype|telefon|téléphone|teléfono|telefone|handy|gsm|電話|电话|電話番号|전화|тел|моб|τηλ)[.:)] ?\S/iu;
const URL = /(?:https?:\/\/|www\.)\S+|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|de|fr|eu|co)\b/i;
const DATED = /\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d/;
const CONTACT_SIGN = /[\d@:.]/;
export const SENTENCE_END = /[.!?…。！？;؟।]["”»)]*$/;
const ABBREVIATION = /(?:^|\s)(?:\p{Lu}\p{L}{0,4}|\p{L}(?:\.\p{L})+)\.$/u;
export const LIST_ITEM = /^(?:[-*+•>#|]|\d{1,2}[.)]) ?\S/;
const MAX_LINE = 100;

/** Short, and no sentence: what stands in a signature. */
export function couldSign(text: string): boolean {
  if (isContact(text)) return text.length <= 200;
  if (text.length > MAX_LINE || LIST_ITEM.test(text)) return false;
  const words = text.split(' ').length;
  return !(SENTENCE_END.test(text) && (words >= 5 || (words <= 2 && text.length >= 16)));
}

/** A closing on its own line; "Thanks, that works for us." is a sentence. */
export function isClosingLine(text: string): boolean {
  return text.length <= 60 && isClosing(text) && !(SENTENCE_END.test(text) && text.split(' ').length >= 3);
}

/** Ends like a sentence, and not with an abbreviation such as "Inc." or "s.r.o.". */
export function isSentence(text: string): boolean {
  return SENTENCE_END.test(text) && !ABBREVIATION.test(text);
}

export function isContact(text: string): boolean {
  return contactDetails(text) > 0;
}

/** How many kinds of contact details a line shows: an address, a link, a telephone number. */
export function contactDetails(text: string): number {
  if (!CONTACT_SIGN.test(text)) return 0;
  const start = text.slice(0, 200);
  const phone =
    PHONE_LABEL.test(start) || (text.length < 120 && PHONE.test(start) && digits(start) >= 7 && !DATED.test(start));
  return Number(hasAddress(start)) + Number(URL.test(start)) + Number(phone);
}

function digits(text: string): number {
  return text.match(/\d/g)?.length ?? 0;
}

export function isFullName(text: string): boolean {
  return text.length <= 40 && /^\p{Lu}[\p{L}’'.-]+(?: \p{Lu}[\p{L}’'.-]*){1,2}$/u.test(text) && !isClosing(text);
}
