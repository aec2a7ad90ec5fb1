import { cp, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { lockFolder } from '../../database/lock.ts';
import { AdminError, type Command } from './command.ts';

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

export const restoreCommand: Command = {
  path: 'restore',
  args: '<folder>',
  says: 'put a backup in the place of the embedded database; the server has to be stopped',
  options: [['--replace', 'move the database that is there aside']],
  async withoutDatabase({ dataDir, url, cwd }, { args: [given = ''], options }) {
    if (url) throw new AdminError('DATABASE_URL is set: restore that server with pg_restore (docs/operate.md).');
    const from = resolve(cwd, given);
    if (!(await isThere(join(from, 'PG_VERSION'))))
      throw new AdminError(`${given} is no backup of \`npm run admin -- backup\`.`);
    const to = join(dataDir, 'database');
    await mkdir(dataDir, { recursive: true });
    const lock = await lockFolder(to);
    try {
      const isUsed = (await readdir(to).catch(() => [])).length > 0;
      if (isUsed && !options.replace) throw new AdminError(`${to} holds a database. Add --replace to move it aside.`);
      const aside = `${to}.before-${new Date().toISOString().replaceAll(':', '')}`;
      if (isUsed) await rename(to, aside);
      await cp(from, to, { recursive: true });
      return { said: `The backup is in place.${isUsed ? ` What was there is in ${aside}.` : ''} Start the server.` };
    } finally {
      await lock.release();
    }
  },
};
