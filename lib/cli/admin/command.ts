import type { Reading } from '../../config.ts';
import type { JobContext } from '../../jobs/context.ts';
import type { Finding } from './doctor/finding.ts';

/** What the commands work with: the running server's parts, or the same ones opened for one command. */
export type AdminContext = Pick<JobContext, 'sql' | 'queue' | 'keyring' | 'ai' | 'rules' | 'now'> & {
  /** Takes the app out of a portal, at HubSpot too. */
  uninstall(portalId: number): Promise<void>;
  /** Copies the embedded database into a new folder while it is used; null on a PostgreSQL server. */
  backup: ((folder: string) => Promise<void>) | null;
  /** Where the command was typed. */
  cwd: string;
};

/** Where the data is, for what must not open it. */
export type Place = { dataDir: string; url?: string; cwd: string };

/** What was asked cannot be done as asked; the message says what to give. */
export class AdminError extends Error {
  override name = 'AdminError';
}

type Cell = string | number | boolean | null | Date;
export type Row = Record<string, Cell>;
/** What a command has to say: a list, one thing, a sentence, or a document in pieces. `--json` prints it whole. */
export type Report =
  | { rows: Row[]; none: string; last?: string }
  | { record: Record<string, Cell | string[] | Row[]> }
  | { said: string }
  | { findings: Finding[] }
  | { document: AsyncIterable<string> };

export type Given = { args: string[]; options: Record<string, string | boolean | undefined> };

type Told = Promise<Report | undefined>;
type Description = {
  /** As it is typed: `effects list`. */
  path: string;
  /** Commander's notation: `<id>` has to be given, `[portal]` may be. */
  args?: string;
  says: string;
  options?: [flags: string, says: string][];
  /** Done where its group is given alone. */
  isDefault?: true;
  /** An older name, which still works. */
  formerly?: string;
};
export type DatabaseCommand = Description & {
  /** `print` says what happens; `printBeside` too, where a document goes to the same place that `print` does. */
  does(context: AdminContext, given: Given, print: (line: string) => void, printBeside: (line: string) => void): Told;
};
/** Works with settings that are not whole yet. */
export type DiagnosticCommand = Description & { diagnoses(reading: Reading, place: { cwd: string }): Promise<Report> };
export type Command =
  | DatabaseCommand
  | DiagnosticCommand
  | (Description & { withoutDatabase(place: Place, given: Given): Told });

/** At most this many rows in a list. */
export const LISTED = 200;

export function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value <= 0) throw new AdminError(`${name} takes a number, not "${text}".`);
  return value;
}

/** A portal of an option that may be left out. */
export const portalOf = ({ portal }: Given['options']): number | undefined =>
  typeof portal === 'string' ? numberOf(portal, '--portal') : undefined;

export function uuidOf(text: string | undefined, list: string): string {
  if (!text || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    throw new AdminError(`"${text ?? ''}" is no id. \`npm run admin -- ${list}\` lists them.`);
  return text;
}

export function dateOf(text: string | boolean | undefined, name: string): Date | undefined {
  if (typeof text !== 'string') return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new AdminError(`${name} takes a date such as 2026-11-01.`);
  return date;
}

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90m`, `12h`, `3d` in ms. */
export function ageOf(text: string | boolean | undefined, name: string): number | undefined {
  if (typeof text !== 'string') return undefined;
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (!count) throw new AdminError(`${name} takes an age such as 90m, 12h or 3d.`);
  return Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
