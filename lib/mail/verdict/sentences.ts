const CHARACTERS_READ = 4_000;
const SENTENCES_READ = 60;

/**
 * The sentences at the beginning of a text, where an automatic reply says all it has to say. A point after a digit ends
 * none ("until 20.11. I am").
 */
export function sentencesOf(text: string): string[] {
  return text
    .slice(0, CHARACTERS_READ)
    .split(/(?<=[!?。！？؟।])\s*|(?<=\p{L}{2}[.])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .slice(0, SENTENCES_READ);
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** Greetings, names and sign-offs: too short to say anything either way. */
export function isFiller(sentence: string): boolean {
  return UNSPACED.test(sentence) ? sentence.length <= 10 : sentence.split(' ').length <= 3;
}
