import type { AnalysisInput, Analyst } from '../../../lib/analysis/index.ts';
import type { Prompt } from './request.ts';
import type { AnswerPrompt } from './server.ts';

/** A model that reads as the rules do: so the sandbox gives sensible analyses without any model. */
export function answerByRules(analyst: Analyst): AnswerPrompt {
  return async (prompt) => {
    const { analysis } = await analyst(inputOf(prompt));
    const fields = Object.entries(analysis).filter(([name]) => prompt.schema.properties?.[name]);
    return Object.fromEntries(fields);
  };
}

/** The sections that the prompt marks off: `<name-RANDOM> … </name-RANDOM>`, the whole text where there are none. */
function inputOf({ text }: Prompt): AnalysisInput {
  const sections = new Map(
    [...text.matchAll(/<([a-z_]+)[-_ ]([\w-]{6,})>\r?\n?([\s\S]*?)\r?\n?<\/\1[-_ ]\2>/g)].map(([, name, , content]) => [
      name,
      content,
    ]),
  );
  return {
    text: sections.get('reply') ?? text,
    subject: sections.get('subject') ?? '',
    sentText: sections.get('sent') ?? null,
    history: [],
    language: 'en',
  };
}
