import { readFileSync } from 'node:fs';
import { fold } from './fold.ts';

const PHRASE_KINDS = [
  'subject',
  'receivedSubject',
  'away',
  'back',
  'access',
  'urgent',
  'substitute',
  'automated',
  'received',
  'left',
  'thanks',
  'challenge',
] as const;
export type PhraseKind = (typeof PHRASE_KINDS)[number];
/** One language; `codes` are BCP 47 tags, one per script it is written in. */
export type PhraseLists = Record<PhraseKind, string[]> & { codes: string[] };

/** The lists of `automatic-replies.txt`, one set per language, folded. */
export const automaticReplies: PhraseLists[] = readSections('automatic-replies.txt', PHRASE_KINDS);

/** The lists of `report-subjects.txt`, folded. */
export const reportSubjects = readSections('report-subjects.txt', ['bounce', 'receipt'])[0]!;

/** Sections are headed `[code code]`, lists `kind: phrase | phrase`. */
function readSections<Kind extends string>(
  file: string,
  kinds: readonly Kind[],
): (Record<Kind, string[]> & { codes: string[] })[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n');
  const sections: { codes: string[]; lists: Map<string, string[]> }[] = [];
  for (const line of lines.filter((line) => line !== '' && !line.startsWith('#'))) {
    const heading = /^\[([\w -]+)\]$/.exec(line)?.[1];
    if (heading) {
      sections.push({ codes: heading.split(' '), lists: new Map(kinds.map((kind) => [kind, []])) });
      continue;
    }
    const colon = line.indexOf(':');
    const lists = sections.at(-1)?.lists;
    if (!lists?.has(line.slice(0, colon)))
      throw new Error(`${file}: the line "${line.slice(0, 40)}" is no list of ${kinds.join(', ')}`);
    lists.set(
      line.slice(0, colon),
      line
        .slice(colon + 1)
        .split('|')
        .map(fold),
    );
  }
  return sections.map(({ codes, lists }) => ({ codes, ...(Object.fromEntries(lists) as Record<Kind, string[]>) }));
}
