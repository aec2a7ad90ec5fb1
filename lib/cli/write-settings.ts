import { readFile, writeFile } from 'node:fs/promises';
import { describeSettings, type Setting } from '../config.ts';

const ROOT = new URL('../../', import.meta.url);
const BEGIN = '<!-- settings: written by `npm run docs` -->';
const END = '<!-- end of settings -->';

/** The operator's guide with its table of settings as the code reads them. */
export function withSettings(guide: string, settings: Setting[]): string {
  const [before, rest] = guide.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`docs/operate.md needs the lines "${BEGIN}" and "${END}".`);
  const rows = settings.map(({ name, purpose, preset, required }) => {
    const otherwise = required ? '**required**' : preset === null ? 'none' : `\`${preset}\``;
    return `| \`${name}\` | ${purpose} | ${otherwise} |`;
  });
  return `${before}${BEGIN}\n| setting | what it is for | without it |\n|---|---|---|\n${rows.join('\n')}\n${END}${after}`;
}

/** An environment file to fill in: what is required stands open, the rest is commented out with its preset. */
export function envExample(settings: Setting[]): string {
  const lines = settings.map(({ name, purpose, preset, required }) =>
    required ? `# ${purpose}\n${name}=` : `# ${purpose}\n# ${name}=${preset ?? ''}`,
  );
  return `# Settings of Reply Tracking. Copy to .env, fill in what stands open; docs/go-live.md says where each is found.\n\n${lines.join('\n\n')}\n`;
}

if (import.meta.main) {
  const guide = new URL('docs/operate.md', ROOT);
  await writeFile(guide, withSettings(await readFile(guide, 'utf8'), describeSettings()));
  await writeFile(new URL('.env.example', ROOT), envExample(describeSettings()));
}
