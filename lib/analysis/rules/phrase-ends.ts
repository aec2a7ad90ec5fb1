import { littleWords } from '../text/little-words.ts';
import { countWords, type Span, trimmed } from './clauses.ts';
import type { Reading } from './reading.ts';

/** Longest run of the reply's words that a summary takes over: more is a quotation, and no summary. */
export const longestPhrase = 6;

const links =
  /^(?:and|but|because|so|while|when|if|e|mas|porque|pois|quando|se|y|pero|cuando|si|aunque|und|aber|weil|et|mais|ma|perche)$/u;
const fewestLinked = 3;

/** A clause cut where "and", "but", "because" and the like join two that say something of their own. */
export function linked(reading: Reading, { from, to }: Span): Span[] {
  for (let index = from + fewestLinked; index + fewestLinked < to; index += 1)
    if (links.test(reading.words[index]!.norm))
      return [{ from, to: index }, ...linked(reading, { from: index + 1, to })];
  return [{ from, to }];
}

/** A run without torn ends: the whole clause where it is short, else to the end of the group of words that it begins. */
export function wholePhrase(reading: Reading, run: Span, rest: Span, clause: Span): Span {
  const whole = rest.from === clause.from && rest.to === clause.to;
  const fits = (span: Span) => countWords(reading, span) <= longestPhrase;
  if (whole && fits(clause)) return trimmed(reading, withoutJoint(reading, clause));
  const little = littleWords(reading.language);
  const isLittle = (index: number) => little.has(reading.words[index]!.norm);
  const full = (span: Span) => countWords(reading, span) >= longestPhrase;
  let { from, to } = trimmed(reading, run);
  // From the start of the clause or to its end, where six words reach so far.
  if (fits({ from: rest.from, to })) from = rest.from;
  else if (fits({ from, to: rest.to })) to = rest.to;
  // "30 client | accounts": what is not finished goes on, at the cost of little words in front.
  while (to < rest.to && !isLittle(to)) {
    if (full({ from, to })) {
      if (!isLittle(from)) break;
      from += 1;
    }
    to += 1;
  }
  while (from > rest.from && !full({ from, to }) && prepositions.test(reading.words[from - 1]!.norm)) from -= 1;
  while (from < to - 1 && openers.test(reading.words[from]!.norm)) from += 1;
  return trimmed(reading, withNegation(reading, withUnits(reading, { from, to }, rest), rest));
}

/** "And in two of them", "that the supplier includes": what begins a clause begins no phrase. */
const openers =
  /^(?:and|or|but|so|that|which|who|because|as|is|are|was|were|has|have|had|the|its|their|his|her|ou|mas|que|porque|como|foi|sao|os|um|uma|pero|sino|fue|son|los|las|una|und|oder|aber|dass|ist|sind|das|et|qui|est|sont|les|che|sono|gli)$/u;

/** "Mas troca o cartão": the joint to what was said before. */
function withoutJoint(reading: Reading, { from, to }: Span): Span {
  while (from < to - 2 && joints.test(reading.words[from]!.norm)) from += 1;
  return { from, to };
}

const joints = /^(?:and|but|so|e|mas|entao|y|pero|und|aber|et|ma)$/u;

const negations =
  /^(?:not|no|never|cannot|without|nor|\p{L}+n't|nao|nem|nunca|sem|ni|sin|jamas|tampoco|nicht|kein\p{L}*|pas|non)$/u;
const negationReach = 3;

/** "2 hours 10", "18 TB": a number keeps what it counts, at the cost of words at the other end. */
function withUnits(reading: Reading, span: Span, rest: Span): Span {
  const is = (index: number, type: 'number' | 'word') => reading.words[index]?.type === type;
  const left = span.from > rest.from && is(span.from - 1, 'number') && !is(span.from, 'number');
  const right = span.to < rest.to && is(span.to - 1, 'number') && is(span.to, 'word');
  let { from, to } = { from: left ? span.from - 1 : span.from, to: right ? span.to + 1 : span.to };
  while (countWords(reading, { from, to }) > longestPhrase) {
    if (left) to -= 1;
    else from += 1;
  }
  return { from, to };
}

/** "Will not pay until…": a no just before a phrase belongs to it, at the cost of words at its end. */
function withNegation(reading: Reading, span: Span, rest: Span): Span {
  for (let index = span.from - 1; index >= rest.from && index >= span.from - negationReach; index -= 1) {
    if (!negations.test(reading.words[index]!.norm)) continue;
    let { to } = span;
    while (countWords(reading, { from: index, to }) > longestPhrase) to -= 1;
    return { from: index, to };
  }
  return span;
}

/** "before Monday", "para 15 lojas", "hasta marzo": without them the phrase says something else. */
const prepositions =
  /^(?:before|after|by|until|till|from|for|since|without|over|under|no|not|antes|depois|ate|a|partir|desde|para|pra|por|sem|nao|de|da|do|das|dos|del|despues|hasta|sin|mas|bis|ab|vor|nach|seit|ohne|avant|apres|depuis|prima|dopo|entro|dal)$/u;
