import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Cluster = {
  port: number;
  stop(mode: 'fast' | 'immediate'): void;
  start(): void;
  remove(): void;
};

/** A PostgreSQL server of our own that may be stopped. It refuses to run as root, so root runs it as "postgres". */
export function createCluster(port: number): Cluster {
  const asPostgres = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const run = (...command: string[]): void => {
    const [file, ...args] = [...asPostgres, ...command];
    execFileSync(file!, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  };
  const bin = serverPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  if (asPostgres.length > 0) execFileSync('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  const control = (...args: string[]) => run(join(bin, 'pg_ctl'), '-D', data, '-w', ...args);
  run(join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync');
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=120`;
  const start = () => control('-l', join(folder, 'log'), '-o', settings, 'start');
  start();
  return {
    port,
    stop: (mode) => control('-m', mode, 'stop'),
    start,
    remove() {
      control('-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps them outside the PATH, by version; elsewhere POSTGRES_BIN says where they are. */
function serverPrograms(): string {
  const debian = '/usr/lib/postgresql';
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN;
  const [newest] = readdirSync(debian)
    .map(Number)
    .sort((a, b) => b - a);
  return join(debian, String(newest), 'bin');
}
