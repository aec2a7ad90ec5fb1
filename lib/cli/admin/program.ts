import { Command as Program } from 'commander';
import type { Reading } from '../../config.ts';
import { MissingKeyError } from '../../keyring.ts';
import {
  type AdminContext,
  AdminError,
  type Command,
  type DatabaseCommand,
  type Given,
  type Place,
  type Report,
} from './command.ts';
import { dataCommands } from './data.ts';
import { doctorCommand } from './doctor/index.ts';
import { effectCommands } from './effects.ts';
import { inboundCommands, quarantineCommands } from './mail.ts';
import { portalCommands } from './portals.ts';
import { restoreCommand } from './restore.ts';
import { traceCommand } from './trace.ts';
import { workCommands } from './work.ts';

const GROUPS: Record<string, string> = {
  portals: 'the connected accounts',
  effects: 'what leaves us',
  quarantine: 'mail without a conversation',
  inbound: 'mail that could not be read',
  jobs: 'work in the background',
  ai: 'what the AI costs',
  rollups: 'the numbers of the home page',
  contact: 'everything of one contact',
  keys: 'the keys that seal',
};

/** Every command, in the order of `--help`. None but `contact export` prints a mail's words, an address or a token. */
export const COMMANDS: Command[] = [
  doctorCommand,
  traceCommand,
  ...portalCommands,
  ...effectCommands,
  ...quarantineCommands,
  ...inboundCommands,
  ...workCommands,
  ...dataCommands,
  restoreCommand,
];

export type Speaks = { print(line: string): void; printError(line: string): void; headings: boolean };
/** `open` opens what commands work with, where one needs it. */
export type Opens = {
  open(): Promise<AdminContext & { close(): Promise<void> }>;
  place(): Place;
  /** The settings as far as they are there. */
  reading(): Reading;
  /** Where the command was typed. */
  cwd: string;
};

const EPILOG = `
It needs the settings of the server. Without DATABASE_URL the running server does the work.
Exit code: 0 done, 1 refused with a sentence or something found wrong, 2 typed wrongly.`;

/** Runs one command line of `npm run admin` and resolves with its exit code. Throws what is no sentence for an operator. */
export async function runAdmin(argv: string[], { open, place, reading, cwd }: Opens, speaks: Speaks): Promise<number> {
  const program = new Program('npm run admin --').description('Operate Reply Tracking.').addHelpText('after', EPILOG);
  const parents = new Map<string, Program>();
  let exit = 0;
  for (const command of COMMANDS) {
    const [group = '', name] = command.path.split(' ');
    if (name && !parents.has(group)) parents.set(group, program.command(group).description(GROUPS[group] ?? ''));
    const parent = name ? parents.get(group)! : program;
    add(parent.command(name ?? group, { isDefault: command.isDefault }), command);
    if (command.formerly) add(program.command(command.formerly, { hidden: true }), command);
  }

  function add(leaf: Program, command: Command): void {
    leaf.description(command.says).option('--json', 'as JSON, for scripts');
    for (const argument of command.args?.split(' ') ?? []) leaf.argument(argument);
    for (const [flags, says] of command.options ?? []) leaf.option(flags, says);
    leaf.action(async () => {
      const given: Given = { args: leaf.args, options: leaf.opts() };
      const progress = given.options.json ? speaks.printError : speaks.print;
      const report = await reportOf(command, given, progress);
      if (report) await tell(report, given.options.json === true, speaks);
      if (report && 'findings' in report && report.findings.some(({ state }) => state === 'wrong')) exit = 1;
    });
  }

  function reportOf(command: Command, given: Given, progress: Speaks['print']) {
    if ('does' in command) return withContext(command, given, progress);
    return 'diagnoses' in command ? command.diagnoses(reading(), { cwd }) : command.withoutDatabase(place(), given);
  }

  async function withContext(command: DatabaseCommand, given: Given, print: Speaks['print']) {
    const { close, ...context } = await open();
    try {
      return await command.does(context, given, print, speaks.printError);
    } finally {
      await close();
    }
  }

  speakThrough(program, speaks);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof AdminError || error instanceof MissingKeyError) {
      speaks.printError(error.message);
      return 1;
    }
    if (!isTypedWrongly(error)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** Commander writes nothing itself and ends no process. */
function speakThrough(program: Program, { print, printError }: Speaks): void {
  program.exitOverride().configureOutput({
    getOutHelpWidth: () => 130,
    writeOut: (text) => print(text.trimEnd()),
    writeErr: (text) => printError(text.trimEnd().replace(/^error: /, '')),
  });
  program.showHelpAfterError('`--help` says what there is.');
  for (const child of program.commands) {
    child.copyInheritedSettings(program);
    speakThrough(child, { print, printError, headings: false });
  }
}

const isTypedWrongly = (error: unknown): error is Error & { code: string; exitCode: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');

async function tell(report: Report, json: boolean, { print, headings }: Speaks): Promise<void> {
  if ('document' in report) {
    for await (const piece of report.document) print(piece.trimEnd());
  } else if ('findings' in report) {
    if (json) return print(JSON.stringify(report.findings, null, 2));
    for (const { part, state, says, next } of report.findings) {
      print(`${state.padEnd(7)} ${part}: ${says}`);
      if (next) print(`        ${next}`);
    }
  } else if ('said' in report) print(json ? JSON.stringify(report) : report.said);
  else if ('rows' in report) {
    if (json) return print(JSON.stringify(report.rows, null, 2));
    if (report.rows.length === 0) return print(report.none);
    if (headings) print(Object.keys(report.rows[0]!).join('\t'));
    for (const row of report.rows) print(Object.values(row).map(cell).join('\t'));
  } else if (json) print(JSON.stringify(report.record, null, 2));
  else
    for (const [name, value] of Object.entries(report.record)) print(`${name}\t${[value].flat().map(cell).join(', ')}`);
}

const cell = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value ?? ''));
