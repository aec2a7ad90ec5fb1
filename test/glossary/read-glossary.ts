import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../lib/language.ts';

/** A word that must not be used, and what to say instead: the glossary's own cell. */
export type Forbidden = { word: string; instead: string };
export type Glossary = {
  code: Forbidden[];
  /** Forbidden in cards/dto only. */
  dto: Forbidden[];
  screens: Record<Language, Forbidden[]>;
};

const FILE = join(import.meta.dirname, '../../docs/glossary.md');

export async function readGlossary(): Promise<Glossary> {
  return parseGlossary(await readFile(FILE, 'utf8'));
}

/** Every table has the columns thing, code, English, Português, Español, never in code, never on a screen. */
export function parseGlossary(text: string): Glossary {
  const glossary: Glossary = { code: [], dto: [], screens: { en: [], pt: [], es: [] } };
  for (const line of text.split('\n').filter((row) => row.startsWith('|') && !/^\|(thing|-| thing)/.test(row))) {
    const [thing = '', code = '', ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (cells.length !== 5) throw new Error(`A row of the glossary has not seven cells: ${line}`);
    const shown = cells.slice(0, LANGUAGES.length);
    for (const word of spans(cells[3]!)) {
      if (word.startsWith('dto:')) glossary.dto.push({ word: word.slice('dto:'.length), instead: code || thing });
      else glossary.code.push({ word, instead: code || thing });
    }
    for (const entry of spans(cells[4]!)) {
      const language = LANGUAGES.find((known) => entry.startsWith(`${known}:`));
      if (!language) throw new Error(`A word that is never on a screen has no language: ${entry}`);
      const instead = shown[LANGUAGES.indexOf(language)] || thing;
      glossary.screens[language].push({ word: entry.slice(language.length + 1), instead });
    }
  }
  return glossary;
}

const spans = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);

/** `replyToAddress`, `REPLY_TO_ADDRESS` and `reply_to_address` are reply, to, address. */
const wordsOf = (name: string): string =>
  name
    .split(/[_$]|(?<=[a-z0-9])(?=[A-Z])/)
    .join(' ')
    .toLowerCase();

/** `=Name` is that whole name; anything else are words side by side within it. */
export function isNamed(name: string, { word }: Forbidden): boolean {
  return word.startsWith('=') ? name === word.slice(1) : ` ${wordsOf(name)} `.includes(` ${word} `);
}

/** Whole words in a text that people read; `stem*` is every word that begins so. */
export function isSaid(text: string, { word }: Forbidden): boolean {
  const stem = word.replace(/\*$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}-])${stem}${word.endsWith('*') ? '' : '(?![\\p{L}-])'}`, 'iu').test(text);
}

// In the order in which they begin: what stands in a comment is no text, and what stands in a text is no comment.
const NOT_NAMES = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** The names in TypeScript: what is left without comments and texts, but with what a template fills in. */
export function namesIn(source: string): Set<string> {
  const code = source.replace(NOT_NAMES, (part) =>
    part.startsWith('`') ? [...part.matchAll(/\$\{([^}]*)\}/g)].map(([, inner]) => inner).join(' ') : ' ',
  );
  return new Set(code.match(/[A-Za-z_$][\w$]*/g));
}
