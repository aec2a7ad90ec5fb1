import { asidesIn } from './asides.ts';
import vocabulary from './data/instructions.json' with { type: 'json' };
import { compilePhrases, findPhrases } from './text/phrases.ts';
import { splitSentences } from './text/sentences.ts';
import { splitWords } from './text/words.ts';

/** Half-open character ranges of a text. */
type Range = { start: number; end: number };

const book = compilePhrases(vocabulary);

/** Characters that are looked at; 100,000 take about a tenth of a second. */
const longestRead = 100_000;

// The names of our own fields and the markers of chat templates have no place in a customer's prose in any language.
const foreignMatter = [
  /\b(?:response[_-]?type|opportunity[_ -]?score|product[_ -]interest|follow[_-]?up[_-]needed|key[_-]insights|lead[_ -]score|action_items|pain_points|high[_-]value|needs[_-]handling|very_interested)\b/giu,
  /"(?:kind|sentiment|role|score)"\s{0,5}:/giu,
  /\bsentiment\s{0,3}[=:]/giu,
  /<\|[^|<>]{1,40}\|>/gu,
  /\[\/?(?:inst|sys|system|assistant|admin|developer)\b/giu,
  /<<\s?\/?sys/giu,
  /<\/?\s?(?:system|assistant|user|tool|instructions?|prompt|reply|email|data|untrusted|message|context|admin)\b[^<>]{0,80}>/giu,
  /^[ \t>*_#-]{0,10}(?:system|assistant|developer|admin|ai|llm)\b[^:\n]{0,30}[:>]/gimu,
  /^[ \t]{0,4}(?:#{2,}|={3,}|-{3,}|\*{3,})[ \t]{0,4}(?:end|begin|system|new|instruc|assistant|developer|admin|fim|fin|inicio)\w{0,20}\b/gimu,
  /忽略.{0,12}(?:指令|指示|说明|规则|提示)|無視して|無視し、|игнориру|проигнорируй|забудь.{0,20}инструкц|تجاهل|무시하고|무시하세요|अनदेखा|נא להתעלם|התעלם/giu,
];

const encodedRun = /[A-Za-z0-9+/]{24,4000}={0,2}/gu;
const spacedLetters = /(?<!\p{L})(?:\p{L}[ .*_-]{1,3}){7,200}\p{L}(?!\p{L})/gu;
const runTogether =
  /ignore(?:all|the|any|your)?(?:previous|prior|above)|previousinstructions|systemprompt|instrucoesanteriores|instruccionesanteriores/iu;

/**
 * Finds text in a mail that speaks to the software which reads it (families: direct override, forged roles and
 * delimiters, our field names, commands to classify, other languages, base64, look-alike and spaced letters; see
 * https://arxiv.org/abs/2403.14720 and microsoft/llmail-inject-challenge). `masked` is the text of the same length with
 * such passages and HTML comments blanked, so that offsets and the rest of the reply stay as they are.
 */
export function maskInstructions(whole: string): { masked: string; found: boolean } {
  const text = whole.slice(0, longestRead);
  const { masked, found } = maskRead(text);
  // What was not looked at is not passed on.
  return { masked: masked + ' '.repeat(whole.length - text.length), found };
}

function maskRead(text: string): { masked: string; found: boolean } {
  const comments = htmlComments(text);
  const visible = blank(text, comments);
  const ranges = [...instructionRanges(visible), ...disguisedRanges(visible)];
  const found = ranges.length > 0 || comments.some(({ start, end }) => speaksToSoftware(text.slice(start + 4, end)));
  return { masked: ranges.length > 0 ? blank(visible, [...ranges, ...claimsAboutSender(visible)]) : visible, found };
}

/** True when a name, subject or hidden passage speaks to software. */
export function speaksToSoftware(whole: string): boolean {
  const text = whole.slice(0, longestRead);
  if (text.trim() === '') return false;
  return instructionRanges(text).length > 0 || disguisedRanges(text).length > 0;
}

const rangeOf = (match: RegExpExecArray): Range => ({ start: match.index, end: match.index + match[0].length });

function htmlComments(text: string): Range[] {
  const ranges: Range[] = [];
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const close = text.indexOf('-->', start + 4);
    const end = close < 0 ? text.length : close + 3;
    ranges.push({ start, end });
    start = text.indexOf('<!--', end);
  }
  return ranges;
}

/** Offsets are those of `text`, also where characters that nobody sees stand between its letters. */
function instructionRanges(text: string): Range[] {
  if (!/\p{Cf}/u.test(text)) return rangesIn(text);
  const origin: number[] = [];
  let shown = '';
  for (const [index, char] of [...text.matchAll(/\P{Cf}/gu)].map((match) => [match.index, match[0]] as const)) {
    for (let unit = 0; unit < char.length; unit += 1) origin.push(index + unit);
    shown += char;
  }
  return rangesIn(shown).map(({ start, end }) => ({ start: origin[start] ?? 0, end: (origin[end - 1] ?? 0) + 1 }));
}

function rangesIn(text: string): Range[] {
  const plain = plainLetters(text);
  const hits = [...foreignMatter.flatMap((pattern) => [...plain.matchAll(pattern)]), ...asidesIn(plain)].map(rangeOf);
  const words = splitWords(plain);
  const matches = findPhrases(book, words);
  const own = new Set(matches.filter((match) => match.concept === 'own').map((match) => match.from));
  for (const match of matches) {
    if (!alone.has(match.concept) || own.has(match.from)) continue;
    hits.push({ start: words[match.from]!.start, end: words[match.to - 1]!.end });
  }
  if (hits.length === 0) return [];
  const ranges: Range[] = [];
  let open = false;
  let previousEnd = 0;
  let nextHit = 0;
  hits.sort((a, b) => a.start - b.start);
  for (const sentence of splitSentences(plain, words)) {
    const start = words[sentence.from]!.start;
    const end = words[sentence.to - 1]!.end;
    // What follows an instruction on its line belongs to it, and the next line too when a colon leads there.
    const sameLine = !plain.slice(previousEnd, start).includes('\n') || plain[previousEnd - 1] === ':';
    while (nextHit < hits.length && hits[nextHit]!.end <= start) nextHit += 1;
    open = (open && sameLine) || (hits[nextHit]?.start ?? Number.POSITIVE_INFINITY) < end;
    if (open) ranges.push({ start, end });
    previousEnd = end;
  }
  return hits.concat(ranges);
}

/** What is an instruction to software by itself; the other concepts are only together. */
const alone = new Set(['override', 'addressed', 'command']);

/** A customer does not speak of "the customer" in a mail that also gives orders to software. */
function claimsAboutSender(text: string): Range[] {
  const words = splitWords(text);
  return splitSentences(text, words)
    .filter((sentence) =>
      findPhrases(book, words, sentence.from, sentence.to).some((match) => match.concept === 'about_sender'),
    )
    .map((sentence) => ({ start: words[sentence.from]!.start, end: words[sentence.to - 1]!.end }));
}

/** Orders in base64, or with spaces between their letters. */
function disguisedRanges(text: string): Range[] {
  const encoded = [...text.matchAll(encodedRun)].filter(([run]) => {
    const decoded = Buffer.from(run, 'base64').toString('utf8');
    return isReadable(decoded) && rangesIn(decoded).length > 0;
  });
  const spaced = [...text.matchAll(spacedLetters)].filter(([run]) => {
    const words = run
      .replace(/[ .*_-]{2,}/gu, '\n')
      .replace(/[ .*_-]/gu, '')
      .replaceAll('\n', ' ');
    return runTogether.test(words.replaceAll(' ', '')) || rangesIn(words).length > 0;
  });
  return [...encoded, ...spaced].map(rangeOf);
}

const isReadable = (text: string) => (text.match(/[\p{L}\p{N}\s.,:;!?_='"-]/gu)?.length ?? 0) >= text.length * 0.9;

const lookAlikes = new Map(
  [...'аaеeоoрpсcхxуyіiѕsԁdɡgһhјjκkοoνvαaτt'].flatMap((char, index, all): [string, string][] =>
    index % 2 === 0 ? [[char, all[index + 1] ?? char]] : [],
  ),
);
const digits: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };

/** Same length as `text`: look-alike letters in words of mixed script and digits inside words made plain. */
function plainLetters(text: string): string {
  const latin = /[\u0370-\u052f\u0261\u04bb]/u.test(text)
    ? text.replace(/\p{L}{2,60}/gu, (word) =>
        /[a-z]/iu.test(word) ? [...word].map((char) => lookAlikes.get(char) ?? char).join('') : word,
      )
    : text;
  return latin.replace(/(?<=\p{L})[013457@$](?=\p{L})|\b1(?=gn)/gu, (char) => digits[char] ?? char);
}

function blank(text: string, ranges: Range[]): string {
  const sorted = ranges.toSorted((a, b) => a.start - b.start);
  let result = '';
  let at = 0;
  for (const range of sorted) {
    if (range.end <= at) continue;
    const start = Math.max(range.start, at);
    result +=
      text.slice(at, start) + text.slice(start, range.end).replace(/[^\n]/gu, (char) => ' '.repeat(char.length));
    at = range.end;
  }
  return result + text.slice(at);
}
