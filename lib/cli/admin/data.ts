import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { confusion } from '../../conversations/corrections.ts';
import { eraseContact } from '../../conversations/erase-contact.ts';
import { exportContact } from '../../conversations/export-contact.ts';
import { buildRollups } from '../../conversations/rollups.ts';
import { reanalyze } from '../../jobs/reanalyze.ts';
import { listPortals, recordCounted } from '../../portals/portals.ts';
import { AdminError, type Command, dateOf, numberOf, portalOf } from './command.ts';
import { rotateKeys } from './rotate-keys.ts';

const EVERY_MS = 5_000;

/** Prints at most one line each 5 s, the first of them after 5 s: short work needs none. */
function progressSaid(now: () => Date, print: (line: string) => void): (line: string) => void {
  let last = now().getTime();
  return (line) => {
    const at = now().getTime();
    if (at - last < EVERY_MS) return;
    last = at;
    print(line);
  };
}

/** The same document, with how much of it there is so far said beside it. */
async function* counted(document: AsyncIterable<string>, say: (line: string) => void): AsyncIterable<string> {
  let characters = 0;
  for await (const piece of document) {
    characters += piece.length;
    say(`${(characters / 1_000_000).toFixed(1)} million characters so far`);
    yield piece;
  }
}

const whoseOf = ([portal = '', hubspotId = '']: string[]) => ({ portalId: numberOf(portal, 'PORTAL'), hubspotId });

/** What is kept: analyses, contacts, keys, the embedded database's files. */
export const dataCommands: Command[] = [
  {
    path: 'reanalyze',
    says: 'analyze replies again and show what differs',
    options: [
      ['--since <date>', 'replies received from this day on'],
      ['--portal <id>', 'of this account'],
      ['--message <id>', 'this one'],
      ['--dry-run', 'write nothing'],
    ],
    async does(context, { options }, print) {
      const since = dateOf(options.since, '--since');
      const portalId = portalOf(options);
      const messageId = typeof options.message === 'string' ? options.message : undefined;
      if (!since && !portalId && !messageId)
        throw new AdminError('Say which replies: --since DATE, --portal ID or --message ID.');
      const write = !options.dryRun;
      const said = progressSaid(context.now, print);
      const onReply = ({ done, of }: { done: number; of: number }) => said(`${done} of ${of} replies`);
      const slice = { since, portalId, messageId };
      const { replies, changed, differences } = await reanalyze(context, slice, { write, onReply });
      for (const { messageId: id, field, before, after } of differences) print(`${id}\t${field}\t${before} → ${after}`);
      const written = write ? ', written' : '; nothing was written';
      return { said: `${replies} replies analyzed again, ${changed} differ${written}.` };
    },
  },
  {
    path: 'corrections',
    says: 'what analysts said and people made of it',
    options: [['--portal <id>', 'of this account']],
    async does({ sql }, { options }) {
      const rows = await confusion(sql, portalOf(options) ?? null);
      return {
        rows: rows.map(({ field, given, person, count }) => ({ field, given, person, count })),
        none: 'Nobody has confirmed or corrected an analysis yet.',
      };
    },
  },
  {
    path: 'rollups rebuild',
    says: 'count the numbers of the home page anew from the messages',
    options: [['--portal <id>', 'of this account']],
    async does({ sql, now }, { options }, print) {
      const wanted = portalOf(options);
      const portals = (await listPortals(sql)).filter(({ portalId }) => wanted === undefined || portalId === wanted);
      if (portals.length === 0) throw new AdminError('There is no such account.');
      for (const { portalId } of portals) {
        await recordCounted(sql, portalId, { to: null });
        await buildRollups(sql, portalId, { until: Number.POSITIVE_INFINITY, now: now() });
        print(`${portalId}\tcounted`);
      }
      return { said: `${portals.length} counted anew.` };
    },
  },
  {
    path: 'contact export',
    args: '<portal> <contact>',
    says: 'everything that is kept of a contact (HubSpot’s record ID), as JSON',
    async does({ sql, keyring, now }, { args }, _print, printBeside) {
      const document = await exportContact({ sql, keyring }, whoseOf(args), now());
      if (!document) throw new AdminError('Nothing is kept of such a contact.');
      return { document: counted(document, progressSaid(now, printBeside)) };
    },
  },
  {
    path: 'contact erase',
    args: '<portal> <contact>',
    says: 'erase everything of a contact, for good',
    async does({ sql, keyring, now }, { args }) {
      await eraseContact(sql, whoseOf(args), { keyring, now: now() });
      return { said: 'Everything of this contact is erased.' };
    },
  },
  {
    path: 'keys rotate',
    says: 'seal everything with the first key of ENCRYPTION_KEYS, while the server runs',
    async does({ sql, keyring }, _given, print) {
      await rotateKeys({ sql, keyring, print });
      return undefined;
    },
  },
  {
    path: 'backup',
    args: '<folder>',
    says: 'copy the embedded database into a new folder, while the server runs',
    async does({ backup, cwd }, { args: [given = ''] }) {
      if (!backup)
        throw new AdminError('The data is on a PostgreSQL server: back it up with pg_dump (docs/operate.md).');
      const folder = resolve(cwd, given);
      if (existsSync(folder)) throw new AdminError(`${folder} is there already. Name a new folder.`);
      await backup(folder);
      return {
        said: `The embedded database is copied to ${folder}. Keep SIGNING_KEY and ENCRYPTION_KEYS elsewhere: without them it opens nothing.`,
      };
    },
  },
];
