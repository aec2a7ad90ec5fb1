/** Scripts that write no spaces, or attach prepositions to the word: a phrase may start anywhere there. */
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Hebrew}\p{Script=Arabic}]/u;
const WORD = /[\p{L}\p{N}]/u;
/** Shorter phrases than this are whole words; the beginnings of longer ones suffice. */
const STEM_LENGTH = 5;

/** Longer phrases say something by themselves; a sign of an unspaced script says as much as three letters. */
export function isTelling(phrase: string): boolean {
  return phrase.length >= (UNSPACED.test(phrase) ? 3 : 8);
}

/** Whether folded text holds a folded phrase, at the beginning of a word. */
export function holds(text: string, phrase: string): boolean {
  let at = text.indexOf(phrase);
  if (at < 0 || UNSPACED.test(phrase)) return at >= 0;
  while (at >= 0) {
    const starts = at === 0 || !WORD.test(text[at - 1]!) || !WORD.test(phrase[0]!);
    const end = text[at + phrase.length];
    const ends = phrase.length >= STEM_LENGTH || end === undefined || !WORD.test(end);
    if (starts && ends) return true;
    at = text.indexOf(phrase, at + 1);
  }
  return false;
}

/** How a folded subject begins with a folded phrase: set apart by punctuation or the end, followed by words, or not. */
export function beginsWith(subject: string, phrase: string): 'apart' | 'words' | null {
  if (!subject.startsWith(phrase)) return null;
  const rest = subject.slice(phrase.length);
  if (/^\s*($|[:：\-–—([【（|,.!！。/~;])/.test(rest)) return 'apart';
  return UNSPACED.test(phrase) || rest.startsWith(' ') ? 'words' : null;
}

/** With the counters that some programs add: "Re[2]:", "AW(3):". */
const REPLY =
  /^(?:re|aw|antw|ant|sv|vs|odp|res|rsp|rv|rif|r|vá|va|απ|σχετ|ynt|yan|bls|balas|atb|ats|hå|ref|отв|ответ|відп|отг|одг|回复|回覆|答复|返信|답장|회신|ตอบกลับ|ตอบ|رد|הב|תשובה|trả lời)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:：]/iu;
const FORWARD = /^(?:fwd?|wg|tr|enc|i|vl|pd|rvs?|fs|vb|ilt|trs|转发|轉寄|転送|전달|הועבר)\s*(?:\[\d{1,3}\])?\s*[:：]/iu;

/** Whether a subject says that the mail answers another, in the words of the usual programs. */
export function isReplySubject(subject: string): boolean {
  return REPLY.test(subject.trim());
}

/** Whether it answers or passes on another, so that what follows is that one's subject. */
export function repeatsSubject(subject: string): boolean {
  return isReplySubject(subject) || FORWARD.test(subject.trim());
}
