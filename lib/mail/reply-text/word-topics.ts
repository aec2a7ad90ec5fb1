/**
 * Finds which topics a text speaks of: bit `n` of the result is set if a stem of `groups[n]` begins a word in it (or,
 * in scripts written without spaces, stands anywhere). One map look-up a word, so that it can be asked of every mail;
 * alternations of this size cost twenty times as much.
 */
export function topicsOf(groups: readonly string[]): (text: string) => number {
  const stems = new Map<number, { stem: string; bit: number }[]>();
  groups.forEach((group, index) => {
    for (const stem of list(group)) {
      const key = keyAt(stem, 0);
      stems.set(key, [...(stems.get(key) ?? []), { stem, bit: 1 << index }]);
    }
  });
  return (text) => {
    const lower = folded(text);
    let found = 0;
    let inWord = false;
    for (let at = 0; at < lower.length - 1; at++) {
      const code = lower.charCodeAt(at);
      const letter = isLetter(code);
      const unspaced = isUnspaced(code);
      if (letter && (!inWord || unspaced)) {
        const candidates = stems.get(keyAt(lower, at));
        if (candidates) found |= bitsAt(candidates, lower, at);
      }
      inWord = letter && !unspaced;
    }
    return found;
  };
}

function bitsAt(candidates: readonly { stem: string; bit: number }[], text: string, at: number): number {
  let found = 0;
  for (const { stem, bit } of candidates) if (text.startsWith(stem, at)) found |= bit;
  return found;
}

/** Whether a text begins with one of the words or phrases, whole (`words`) or with whatever behind it (`unspaced`). */
export function beginsWith(words: string, unspaced = ''): (text: string) => boolean {
  const known = new Map<number, { word: string; whole: boolean }[]>();
  const add = (word: string, whole: boolean) => {
    const key = keyAt(word, 0);
    known.set(key, [...(known.get(key) ?? []), { word, whole }]);
  };
  for (const word of list(words)) add(word, true);
  for (const word of list(unspaced)) add(word, false);
  return (text) => {
    const lower = text.slice(0, 60).toLowerCase();
    const candidates = lower.length < 2 ? undefined : known.get(keyAt(lower, 0));
    if (!candidates) return false;
    return candidates.some(
      ({ word, whole }) =>
        lower.startsWith(word) && !(whole && word.length < lower.length && isLetter(lower.charCodeAt(word.length))),
    );
  };
}

export function countTopics(bits: number): number {
  let count = 0;
  for (let rest = bits; rest; rest &= rest - 1) count++;
  return count;
}

/** The words of a text in lower case, for scripts written with spaces. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

const WORD = /[\p{L}\p{M}]+/gu;

function list(words: string): Set<string> {
  return new Set(
    words
      .split(',')
      .map((entry) => entry.trim().toLowerCase())
      .filter((entry) => entry.length >= 2),
  );
}

/** Lower case; Turkish İ becomes i, not i with a dot of its own. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return text.includes('İ') ? lower.replaceAll('i\u0307', 'i') : lower;
}

/** Two characters as one number. */
function keyAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

/** Near enough for word boundaries: ASCII letters and digits, and all above ASCII but spaces and quotation marks. */
function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return code < 0x600 ? code !== 0xa0 && code !== 0xab && code !== 0xbb : !isPunctuation(code);
}

/** Arabic comma, semicolon and question mark, danda, general punctuation, CJK stops. */
function isPunctuation(code: number): boolean {
  if (code === 0x60c || code === 0x61b || code === 0x61f || code === 0x6d4 || code === 0x964) return true;
  return (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x3003);
}

/** Thai to Myanmar, and the CJK blocks from kana on; Hebrew and Arabic join articles and prepositions to the word. */
function isUnspaced(code: number): boolean {
  return (code >= 0x0e00 && code <= 0x109f) || code >= 0x3040 || (code >= 0x0590 && code <= 0x06ff);
}
