import { has, type Reading, type ReadSentence } from './reading.ts';

const maxSignoffWords = 5;

/** The sentences of a reply that its author wrote for us: without sign-off, name lines and legal notices. */
export function bodyOf(reading: Reading): ReadSentence[] {
  const body: ReadSentence[] = [];
  let signed = false;
  for (const [index, sentence] of reading.sentences.entries()) {
    if (has(sentence, 'disclaimer')) break;
    const words = wordsOf(reading, sentence);
    // A thanks that closes a chat message is no sign-off: only lines of their own are, after something was said.
    const ownLine = startsLine(reading, sentence) && endsLine(reading, sentence);
    if (index > 0 && ownLine && words <= maxSignoffWords && has(sentence, 'signoff')) signed = true;
    else if (!signed || isPostscript(reading, sentence)) {
      signed = false;
      if (!isNameLine(reading, sentence, index)) body.push(sentence);
    }
  }
  return body.length > 0 ? body : [...reading.sentences];
}

export const wordsOf = (reading: Reading, sentence: ReadSentence): number =>
  reading.words.slice(sentence.from, sentence.to).filter((word) => word.type === 'word').length;

function startsLine(reading: Reading, sentence: ReadSentence): boolean {
  const before = reading.words[sentence.from - 1];
  return !before || /[\n>]/u.test(reading.text.slice(before.end, reading.words[sentence.from]!.start));
}

function endsLine(reading: Reading, sentence: ReadSentence): boolean {
  const after = reading.words[sentence.to];
  return !after || /[\n<]/u.test(reading.text.slice(reading.words[sentence.to - 1]!.end, after.start));
}

function isPostscript(reading: Reading, sentence: ReadSentence): boolean {
  return (
    /^(?:ps|pd|obs)$/u.test(reading.words[sentence.from]!.norm) || /^p\.?\s?[sd]\b/iu.test(lineOf(reading, sentence))
  );
}

const lineOf = (reading: Reading, sentence: ReadSentence): string =>
  reading.text.slice(reading.words[sentence.from]!.start, reading.words[sentence.to - 1]!.end);

/** "Mariana Teles | E-commerce | Casa Juta", "[image: logo]", "Marcus,". */
function isNameLine(reading: Reading, sentence: ReadSentence, index: number): boolean {
  if (!startsLine(reading, sentence) || !endsLine(reading, sentence)) return false;
  const line = lineOf(reading, sentence);
  if (/^\[(?:image|cid)/iu.test(line) || /^[^|]{2,60}(?:\|[^|]{2,60}){1,4}$/u.test(line)) return true;
  if (index === 0) return false;
  const words = line.match(/\p{L}+/gu) ?? [];
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word) || word.length <= 3);
  return (
    words.length > 0 &&
    words.length <= 7 &&
    capitals.length === words.length &&
    !/[.!?]$/u.test(line) &&
    words.some((word) => /^\p{Lu}\p{Ll}/u.test(word))
  );
}
