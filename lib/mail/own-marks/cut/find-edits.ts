import { canonicalToken } from '../reply-address.ts';
import { AT, BEFORE, escapeRegExp, PLUS, TAIL, TOKEN } from '../reply-address-forms.ts';
import { ANY_NUMBER, type Edit, type OurMarks } from './marks.ts';

const WORD = new RegExp(`${ANY_NUMBER}|[\\p{L}\\p{N}\\p{M}]+`, 'gu');
/** Programs put the target of a link behind its words, and make a link of every domain. */
const LINK = '(?:https?:|mailto:)[^\\s<>]+';
/** Between two words of a line: what programs wrap, prefix, emphasize and link with. */
const GAP = `(?:[^\\p{L}\\p{N}\\p{M}]|${LINK}){1,80}?`;
const LINK_BEHIND = `(?:(?::[\\s>*|]{1,20}|[:\\s>*|]{0,20}[<(\\[]\\s?)${LINK}[>)\\]]*)?`;

/**
 * What of a text is ours, in its order and without overlaps. `text` is what a reader sees, or an attribute; it is read by
 * its words, so that neither wrapping nor quote marks nor another charset hides a line of ours.
 */
export function findEdits(text: string, marks: OurMarks): Edit[] {
  const found = [
    ...marks.lines.flatMap((line) => matches(text, linePattern(line), () => '')),
    // The header block that Outlook writes above a quote repeats the subject.
    ...marks.subjectMarks.flatMap((mark) => matches(text, subjectPattern(mark), () => '')),
    ...marks.subjects.flatMap((subject) => matches(text, subjectPattern(subject), () => marks.subject)),
    ...matches(text, urlPattern(marks.publicUrl), () => ''),
    ...marks.names.flatMap(({ name, domain }) => matches(text, namePattern(name, domain), () => name)),
    ...matches(text, addressPattern(marks.replyDomain), ([, token = '']) => addressFor(token, marks)),
  ];
  const inOrder = found.sort((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return inOrder.filter(({ from, to }) => {
    const apart = from >= end;
    if (apart) end = to;
    return apart;
  });
}

/** The real address that one of ours stood for. */
const addressFor = (token: string, { tokens, customerAddress, repAddress }: OurMarks): string =>
  tokens.includes(canonicalToken(token)) ? customerAddress : repAddress;

function matches(text: string, pattern: RegExp | null, by: (match: RegExpExecArray) => string): Edit[] {
  if (!pattern) return [];
  return [...text.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    by: by(match),
  }));
}

function linePattern(line: string): RegExp | null {
  const words = line.match(WORD) ?? [];
  // A single word is nobody's mark.
  if (words.length < 2) return null;
  const written = words.map((word) => (word === ANY_NUMBER ? '\\d+' : escapeRegExp(word)));
  return new RegExp(`(?<![\\p{L}\\p{N}])${written.join(GAP)}(?![\\p{L}\\p{N}])[^\\S\\n]?[).…]?${LINK_BEHIND}`, 'giu');
}

/** As it stands in a subject, or in what quotes one. */
export const subjectPattern = (ours: string): RegExp =>
  new RegExp(`${ours.split(/\s+/).map(escapeRegExp).join('[\\s>|]+').replaceAll(ANY_NUMBER, '\\d+')}[^\\S\\n]?`, 'giu');

const urlPattern = (publicUrl: string): RegExp =>
  new RegExp(`[<(\\[]?${escapeRegExp(publicUrl)}/[^\\s<>"')\\]]*[>)\\]]?`, 'gi');

function namePattern(name: string, domain: string): RegExp {
  const words = name.split(/\s+/).map(escapeRegExp).join('[\\s>|]{1,10}');
  return new RegExp(
    `${words}[\\s>|]{1,10}\\(\\s*${escapeRegExp(domain)}(?:[\\s<(]{0,3}https?:[^\\s<>)]*[>)]?)?\\s*\\)`,
    'giu',
  );
}

/** Whole, in clear and as links encode it, and as `redactTokens` leaves it in what a customer quoted. */
const addressPattern = (replyDomain: string): RegExp =>
  new RegExp(
    `${BEFORE}reply${PLUS}(${TOKEN}|…|\\.{3})${TAIL}"?${AT}${escapeRegExp(replyDomain)}(?![a-z0-9-]|\\.[a-z0-9])`,
    'gi',
  );
