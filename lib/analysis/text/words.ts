export type WordType = 'word' | 'number' | 'address' | 'link' | 'emoji' | 'mark';

/** `norm` is folded for matching (lower case, no accents, no hyphens); `start` and `end` are offsets into the text. */
export type Word = { norm: string; type: WordType; start: number; end: number };

// Every quantifier is bounded: an unbounded one in front of "@" reads a 1 MB run of letters and dots once per character.
const wordPattern = new RegExp(
  [
    String.raw`(?<address>[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8})`,
    String.raw`(?<link>(?:https?:\/\/|www\.)[^\s<>"]{1,2000})`,
    String.raw`(?<number>\p{Nd}(?:[\p{Nd}.,]{0,30}\p{Nd})?[%ºª]?(?:\p{L}{1,3}(?!\p{L}))?)`,
    String.raw`(?<word>\p{L}(?:[\p{L}\p{M}\p{N}]|(?:['’´\u0060-]|&#39;)(?=\p{L})){0,60})`,
    String.raw`(?<space>&nbsp;|<\/?\p{L}{1,10}\s?\/?>)`,
    String.raw`(?<emoji>\p{Extended_Pictographic}|[:;]-?[)D(P](?!\p{L})|<3)`,
    String.raw`(?<mark>[^\s\p{L}\p{N}\p{Cf}\uFE0F\p{Emoji_Modifier}])`,
  ].join('|'),
  'gu',
);

const kinds: WordType[] = ['address', 'link', 'number', 'word', 'emoji', 'mark'];

/** Reads text as words in one pass; time grows linearly with length. */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const groups = match.groups ?? {};
    const type = kinds.find((kind) => groups[kind] !== undefined);
    if (type === undefined) continue;
    words.push({ norm: fold(match[0]), type, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

const plainAscii = /^[a-z0-9]+$/;
const threeAlike = /([a-z])\1\1/;

/** "Relatório" → "relatorio", "e-mail" → "email", "don’t" → "don't", "yesss" → "yes". */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (plainAscii.test(lower) && !threeAlike.test(lower)) return lower;
  const flat = lower
    .replace(/&#39;|[’´`]/gu, "'")
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const joined = /^\p{L}.*-/u.test(flat) ? flat.replace(/-/gu, '') : flat;
  // "ooo" is a word of its own, "yesss" is not.
  return /^(\p{L})(?!\1*$)/u.test(joined) ? joined.replace(/(\p{L})\1{2,}/gu, '$1') : joined;
}
