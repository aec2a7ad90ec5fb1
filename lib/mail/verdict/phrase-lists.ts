import { readFileSync } from 'node:fs';
import { fold } from './fold.ts';

export const PHRASE_KINDS = [
  'subject',
  'receivedSubject',
  'away',
  'back',
  'access',
  'substitute',
  'automated',
  'received',
  'left',
  'thanks',
] as const;
export type PhraseKind = (typeof PHRASE_KINDS)[number];
export type PhraseLists = Record<PhraseKind, string[]>;

/** The lists of `automatic-replies.txt`, one set per language, folded. */
export const automaticReplies: PhraseLists[] = readSections('automatic-replies.txt', PHRASE_KINDS);

/** The lists of `report-subjects.txt`, folded. */
export const reportSubjects = readSections('report-subjects.txt', ['bounce', 'receipt'])[0]!;

/** Sections are headed `[code]`, lists `kind: phrase | phrase`. */
function readSections<Kind extends string>(file: string, kinds: readonly Kind[]): Record<Kind, string[]>[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n');
  const sections: Record<Kind, string[]>[] = [];
  for (const line of lines.filter((line) => line !== '' && !line.startsWith('#'))) {
    if (line.startsWith('[')) {
      sections.push(Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Record<Kind, string[]>);
      continue;
    }
    const kind = kinds.find((known) => line.startsWith(`${known}:`));
    if (!kind) throw new Error(`${file}: no list of ${kinds.join(', ')} in the line "${line.slice(0, 40)}"`);
    sections.at(-1)![kind] = line
      .slice(kind.length + 1)
      .split('|')
      .map(fold);
  }
  return sections;
}
