import { join } from 'node:path';
import { askRunning } from '../../lib/cli/admin/running.ts';
import { openDatabase } from '../../lib/database/index.ts';
import { registerEventTypes } from '../hubspot/support.ts';
import { until } from '../sandbox/play/until.ts';
import { productProcesses } from '../support/product-processes.ts';
import { ANYWHERE, broken } from './invariants.ts';
import { prepare } from './round.ts';

const PATIENCE_S = 240;

/**
 * The whole product in one process on the embedded database, killed so often at random moments while mail flows; resolves
 * with the seconds after which each recovered. Nobody else can read that database while it runs, so whether everything is
 * done is asked of the product, and what holds is looked at while it is stopped.
 */
export async function killEmbedded(
  kills: number,
  report: (name: string, seconds: number, found: string[]) => void,
): Promise<number[]> {
  if (kills === 0) return [];
  const product = await productProcesses(['all'], undefined);
  registerEventTypes(product.hubspot);
  const isQuiet = () => until(async () => (await isDone(product.dataDir)) || null, 'everything is done', PATIENCE_S);
  const times: number[] = [];
  try {
    for (let n = 0; n < kills; n++) {
      const round = await prepare(product, isQuiet);
      const flow = round.flow();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3_000));
      await product.kill();
      await product.begin();
      const begun = performance.now();
      await flow;
      await isQuiet();
      times.push((performance.now() - begun) / 1000);
      await product.end();
      const database = await openDatabase({ dataDir: join(product.dataDir, 'database') });
      let isOpen = true;
      const resume = async () => {
        if (!isOpen) return;
        isOpen = false;
        await database.close();
        await product.begin();
      };
      const found = await broken(database.sql, product, round, ANYWHERE, resume);
      await resume();
      report('at random, embedded', times.at(-1)!, found);
    }
  } finally {
    await product.close();
  }
  return times;
}

/** By the operator's own command: no effect is to leave or on its way, no post waits, no step runs. */
async function isDone(dataDir: string): Promise<boolean> {
  const rows = async (command: string) => {
    const said: string[] = [];
    const speaks = { print: (text: string) => void said.push(text), printError: () => {}, headings: false };
    const asked = { argv: [...command.split(' '), '--json'], cwd: dataDir, headings: false };
    const code = await askRunning(dataDir, asked, speaks).catch(() => null);
    return code === 0 ? (JSON.parse(said.join('')) as Record<string, unknown>[]) : null;
  };
  const effects = await Promise.all(['pending', 'sending'].map((state) => rows(`effects list --state ${state}`)));
  const jobs = await rows('jobs list');
  const isIdle = ({ name, waiting, running }: Record<string, unknown>) =>
    !['place', 'analyze'].includes(String(name)) || Number(waiting) + Number(running) === 0;
  return effects.every((each) => each?.length === 0) && (jobs?.every(isIdle) ?? false);
}
