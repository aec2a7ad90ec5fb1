import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cardWords } from '../../app/cards/words/index.ts';
import { homeWords } from '../../app/pages/words/index.ts';
import { settingsWords } from '../../app/settings/words/index.ts';
import { sharedWords } from '../../app/shared/words/index.ts';
import ruleWording from '../../lib/analysis/rules/data/wording.json' with { type: 'json' };
import { PROPERTIES, PROPERTY_GROUP } from '../../lib/hubspot/property-definitions.ts';
import { TIMELINE_WORDS } from '../../lib/hubspot/timeline/words.ts';
import type { Language } from '../../lib/language.ts';
import { WORDS } from '../../lib/mail/outgoing/words.ts';
import { LINK_WORDS } from '../../webhooks/links/words.ts';

export type Said = { where: string; text: string };

const TABLES = {
  'app/cards/words': cardWords,
  'app/pages/words': homeWords,
  'app/settings/words': settingsWords,
  'app/shared/words': sharedWords,
  'lib/mail/outgoing/words.ts': WORDS,
  'lib/analysis/rules/data/wording.json': ruleWording,
  'lib/hubspot/timeline/words.ts': TIMELINE_WORDS,
  'webhooks/links/words.ts': LINK_WORDS,
};

const ACTIONS = join(import.meta.dirname, '../../app/workflow-actions');
const HUBSPOT_LOCALES: Record<Language, string> = { en: 'en', pt: 'pt-br', es: 'es' };

/** Everything that people read in a language: pages, mails, notes, properties and workflow actions. */
export async function screenWords(language: Language): Promise<Said[]> {
  const tables = Object.entries(TABLES).flatMap(([where, table]) => textsIn(table[language], where));
  const properties = [PROPERTY_GROUP, ...PROPERTIES].flatMap((property) => {
    const texts = [property, ...('options' in property ? (property.options ?? []) : [])];
    return texts.flatMap((part) => [
      { where: `property ${property.name}`, text: part.label[language] },
      ...('description' in part ? [{ where: `property ${property.name}`, text: part.description[language] }] : []),
    ]);
  });
  const files = (await readdir(ACTIONS)).filter((name) => name.endsWith('.json'));
  const actions = await Promise.all(
    files.map(async (name) => {
      const { config } = JSON.parse(await readFile(join(ACTIONS, name), 'utf8'));
      return textsIn(config.labels[HUBSPOT_LOCALES[language]], `app/workflow-actions/${name}`);
    }),
  );
  return [...tables, ...properties, ...actions.flat()];
}

/** The texts of a table of words; one that is filled in is asked for one thing and for two. */
function textsIn(words: unknown, where: string): Said[] {
  if (typeof words === 'string') return [{ where, text: words }];
  if (typeof words === 'function') return [1, 2].map((n) => ({ where, text: String(words(n, n)) }));
  if (typeof words !== 'object' || words === null) throw new Error(`${where} is no text`);
  return Object.entries(words).flatMap(([key, part]) => textsIn(part, `${where} ${key}`));
}
