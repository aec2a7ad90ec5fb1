import type { AnalysisInput, Analyst } from '../../../lib/analysis/index.ts';
import type { Language } from '../../../lib/language.ts';
import type { Prompt } from './request.ts';
import type { AnswerPrompt } from './server.ts';

const LANGUAGES: [name: string, language: Language][] = [
  ['Portuguese', 'pt'],
  ['Spanish', 'es'],
];

/** A model that reads as the rules do: so the sandbox gives sensible analyses without any model. */
export function answerByRules(analyst: Analyst): AnswerPrompt {
  return async (prompt) => {
    const { analysis } = await analyst(inputOf(prompt));
    const fields = Object.entries(analysis).filter(([name]) => prompt.schema.properties?.[name]);
    return Object.fromEntries(fields);
  };
}

/** What stands between the prompt's markers, `<<<NAME code>>>` and `<<<END NAME code>>>`; all of it where there are none. */
function inputOf({ system, text }: Prompt): AnalysisInput {
  const sections = new Map(
    [...text.matchAll(/<<<([A-Z ]+) (\w+)>>>\n([\s\S]*?)\n<<<END \1 \2>>>/g)].map(([, name, , content]) => [
      name,
      content,
    ]),
  );
  return {
    text: sections.get('REPLY') ?? text,
    subject: sections.get('SUBJECT') ?? '',
    sentText: sections.get('OUR EMAIL') ?? null,
    history: [],
    language: LANGUAGES.find(([name]) => system.includes(name))?.[1] ?? 'en',
    channel: sections.get('CHANNEL'),
  };
}
