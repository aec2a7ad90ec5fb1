import type { Analysis, AnalysisInput, Analyst } from '../../../lib/analysis/index.ts';
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
    const asked = Object.keys(prompt.schema.properties ?? {});
    if (asked.includes('draft')) return { draft: draftOf(prompt) };
    const answer: Record<string, unknown> = withQuotesInside(analysis);
    return Object.fromEntries(asked.map((name) => [name, answer[name] ?? null]));
  };
}

/** As models do: a greeting, what is to do, and a price that nobody has named. */
function draftOf({ text }: Prompt): string {
  const section = (name: string) =>
    new RegExp(`<<<${name} (\\w+)>>>\n([\\s\\S]*?)\n<<<END ${name} \\1>>>`).exec(text)?.[2];
  const [customer = ''] = /^Customer: (\S+)/m.exec(section('ABOUT') ?? '')?.slice(1) ?? [];
  const items = (section('TO DO') ?? '')
    .split('\n')
    .filter(Boolean)
    .map((item) => `- ${item}`);
  return [
    `Hello ${customer},`,
    'thank you for your message. Next steps on our side:',
    ...items,
    'It costs 19.90 € each.',
  ].join('\n');
}

/** Each value beside the words that it rests on, as the product asks for them. */
function withQuotesInside({ evidence, ...analysis }: Analysis) {
  return {
    ...analysis,
    action_items: analysis.action_items.map((item, index) => ({ quote: evidence.action_items[index], do: item })),
    pain_points: analysis.pain_points.map((problem, index) => ({ quote: evidence.pain_points[index], problem })),
    product_usage: analysis.product_usage && { quote: evidence.product_usage, usage: analysis.product_usage },
    monthly_volume: analysis.monthly_volume && { quote: evidence.monthly_volume, amount: analysis.monthly_volume },
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
    ...(sections.has('SETTINGS') && { words: wordsIn(sections.get('SETTINGS') ?? '') }),
    channel: /^Channel: (\w+)$/m.exec(sections.get('ABOUT') ?? '')?.[1],
  };
}

/** What the account's settings say of its words, one kind a line. A model reads the free text too; the rules cannot. */
function wordsIn(settings: string): AnalysisInput['words'] {
  const list = (name: string) =>
    (new RegExp(`^${name}[^:]*: (.*)$`, 'm').exec(settings)?.[1] ?? '').split('; ').filter(Boolean);
  return {
    products: list('Our products'),
    competitors: list('Competitors'),
    highValue: list('High value here'),
    needsHandling: list('Needs handling here'),
    forAi: '',
  };
}
