import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What a page may speak of: everything else in these forms is a mistake. */
export type Known = { root: string; scripts: Set<string>; adminCommands: Set<string>; settings: Set<string> };

/** Names in capitals with an underscore that are no settings of ours. */
const OTHERS_NAMES =
  /^(OTEL_|CLIENT_SECRET$|NEW_URL$|HUBSPOT_DEFINED|INCOMING_EMAIL|APP_URL|APP_LIFECYCLE_EVENT|SUPPORT_EMAIL|DOCUMENTATION_URL|OPENAPI_DIR|HS_|MISSING_)/;
const ROOMS = /^(app|webhooks|cards|lib|test|docs|patches)\/[^\s*{]*$/;

/** Mistakes of one Markdown page, each as a sentence; `path` is where it stands below the root. */
export function problemsOf(path: string, text: string, known: Known): string[] {
  const problems = [...links(path, text, known.root)];
  const say = (problem: string) => problems.push(`${path}: ${problem}`);
  for (const [, script] of text.matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)) {
    if (!known.scripts.has(script!)) say(`there is no command "npm run ${script}"`);
  }
  for (const [, command] of text.matchAll(/npm run admin -- ([a-z][a-z-]*)/g)) {
    if (!known.adminCommands.has(command!)) say(`there is no command "npm run admin -- ${command}"`);
  }
  for (const [, code] of text.matchAll(/`([^`\n]+)`/g)) {
    const setting = /^([A-Z][A-Z0-9]*_[A-Z0-9_]+)(=.*)?$/.exec(code!)?.[1];
    if (setting && !known.settings.has(setting) && !OTHERS_NAMES.test(setting)) say(`there is no setting ${setting}`);
    if (ROOMS.test(code!) && !isThere(known.root, code!)) say(`there is no file ${code}`);
  }
  return problems;
}

/** A file by its path, or a test by its own below `test/` without the ending. */
const isThere = (root: string, path: string): boolean =>
  [path, `test/${path}.test.ts`, `test/${path}`].some((each) => existsSync(join(root, each)));

function links(path: string, text: string, root: string): string[] {
  const prose = text.replace(/```.*?```/gs, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => {
    if (/^(https?|mailto):/.test(target!)) return [];
    const [file = '', anchor] = target!.split('#');
    const page = file === '' ? path : normalize(join(dirname(path), file));
    if (!existsSync(join(root, page))) return [`${path}: the link to ${target} leads nowhere`];
    if (anchor === undefined || !page.endsWith('.md')) return [];
    return headings(readFileSync(join(root, page), 'utf8')).includes(anchor)
      ? []
      : [`${path}: ${page} has no heading #${anchor}`];
  });
}

/** Headings as GitHub names them in links. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}
