import { readFile, writeFile } from 'node:fs/promises';
import { describeSettings, goLivePart, type Setting } from '../config.ts';

const ROOT = new URL('../../', import.meta.url);
const BEGIN = '<!-- settings: written by `npm run docs` -->';
const END = '<!-- end of settings -->';

/** What a required setting looks like: a value, or the command that makes one. */
export const EXAMPLES: Record<string, string> = {
  PUBLIC_URL: 'https://app.example.com',
  SIGNING_KEY: 'openssl rand -base64 32',
  ENCRYPTION_KEYS: 'echo "first:$(openssl rand -base64 32)"',
  REPLY_DOMAIN: 'reply.example.com',
  MAIL_DOMAIN: 'example.com',
  SENDGRID_API_KEY: 'SG.…',
  INBOUND_SECRETS: 'openssl rand -hex 20',
  INBOUND_PUBLIC_KEYS: 'MFkwEwYHKoZIzj0C…',
  EVENT_PUBLIC_KEYS: 'MFkwEwYHKoZIzj0C…',
  HUBSPOT_APP_ID: '12345678',
  HUBSPOT_CLIENT_ID: '2b5e9c1a-77d4-…',
  HUBSPOT_CLIENT_SECRET: 'c4a81f3e-0d52-…',
};
const ANCHORS = {
  'The server': '1-the-server',
  'The HubSpot app': '2-the-hubspot-app',
  SendGrid: '3-sendgrid',
  Gemini: '4-gemini-optional',
};

/** The operator's guide with its table of settings as the code reads them. */
export function withSettings(guide: string, settings: Setting[]): string {
  const [before, rest] = guide.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`docs/operate.md needs the lines "${BEGIN}" and "${END}".`);
  const rows = settings.map(({ name, purpose, preset, required }) => {
    const part = goLivePart(name);
    const found = `[${part}](go-live.md#${ANCHORS[part]}): \`${EXAMPLES[name]}\``;
    const otherwise = required ? `**required**; ${found}` : preset === null ? 'none' : `\`${preset}\``;
    return `| \`${name}\` | ${purpose} | ${otherwise} |`;
  });
  const heading = '| setting | what it is for | without it; where it is found and what it looks like |\n|---|---|---|';
  return `${before}${BEGIN}\n${heading}\n${rows.join('\n')}\n${END}${after}`;
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
