/**
 * Finds which topics a text speaks of: bit `n` of the result is set if a stem of `groups[n]` begins a word in it (or,
 * in scripts written without spaces, stands anywhere). One map look-up a word, so that it can be asked of every mail;
 * alternations of this size cost twenty times as much.
 */
export function topicsOf(groups: readonly string[]): (text: string) => number {
  const stems = new Map<string, { stem: string; bit: number }[]>();
  groups.forEach((group, index) => {
    for (const stem of new Set(group.split(',').map((entry) => entry.trim().toLowerCase()))) {
      if (stem === '') continue;
      const key = stem.slice(0, 2);
      stems.set(key, [...(stems.get(key) ?? []), { stem, bit: 1 << index }]);
    }
  });
  return (text) => {
    const lower = text.toLowerCase();
    let found = 0;
    let inWord = false;
    for (let at = 0; at < lower.length - 1; at++) {
      const code = lower.charCodeAt(at);
      const letter = isLetter(code);
      if (letter && (!inWord || isUnspaced(code))) {
        for (const { stem, bit } of stems.get(lower.slice(at, at + 2)) ?? NONE) {
          if (!(found & bit) && lower.startsWith(stem, at)) found |= bit;
        }
      }
      inWord = letter && !isUnspaced(code);
    }
    return found;
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

const NONE: readonly { stem: string; bit: number }[] = [];
const WORD = /[\p{L}\p{M}]+/gu;

/** Near enough for word boundaries: ASCII letters and digits, and all above ASCII but spaces and quotation marks. */
function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return (
    code !== 0xa0 &&
    code !== 0xab &&
    code !== 0xbb &&
    !(code >= 0x2000 && code <= 0x206f) &&
    !(code >= 0x3000 && code <= 0x3003)
  );
}

/** Thai to Myanmar, and the CJK blocks from kana on; Hebrew and Arabic join articles and prepositions to the word. */
function isUnspaced(code: number): boolean {
  return (code >= 0x0e00 && code <= 0x109f) || code >= 0x3040 || (code >= 0x0590 && code <= 0x06ff);
}
