import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { benchAnalysis } from './analysis.ts';
import { benchColdStart } from './cold-start.ts';
import { benchHome } from './home.ts';
import { benchMail } from './mail.ts';
import { benchMemory } from './memory.ts';
import { benchReceive, benchReceiveEmbedded } from './receive/receive.ts';
import { benchBurst, benchIdle, benchSteady, benchWorkers } from './reply/steady-and-burst.ts';
import { benchReplyText } from './reply-text.ts';
import { benchReplyWay } from './reply-way.ts';
import type { Row } from './row.ts';

/**
 * `npm run bench [-- NAME…]`: every bench, or those named, each beside its floor in the same run. What has a goal stands in
 * a table at the end, and in bench.json with what the machine was and how busy.
 */
const BENCHES: Record<string, () => unknown> = {
  'reply-text': benchReplyText,
  mail: benchMail,
  analysis: benchAnalysis,
  'reply-way': benchReplyWay,
  'cold-start': benchColdStart,
  home: benchHome,
  steady: benchSteady,
  burst: benchBurst,
  idle: benchIdle,
  workers: benchWorkers,
  memory: benchMemory,
  receive: benchReceive,
  'receive-embedded': benchReceiveEmbedded,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`No such bench: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(1);
}
const rows: Row[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const measured = await bench();
  if (Array.isArray(measured)) rows.push(...(measured as Row[]));
}
if (rows.length > 0) {
  console.log('\nHeld against the goals');
  console.table(
    Object.fromEntries(rows.map(({ row, ...rest }) => [row + (rest.against && ` / ${rest.against}`), rest])),
  );
  const machine = { cpus: availableParallelism(), model: cpus()[0]?.model, load: loadavg(), node: process.version };
  writeFileSync('bench.json', `${JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 2)}\n`);
}
