import { parseArgs } from 'node:util';
import { flood } from './flood.ts';
import { retention } from './retention.ts';
import { soak } from './soak.ts';

/**
 * `npm run test:load`: a flood to one address, a soak, and the removal of what is past its time, each with web and worker as
 * processes of their own on PostgreSQL (DATABASE_URL). `-- flood`, `-- soak --minutes 15 --rate 10`,
 * `-- retention --posts 500000 --messages 1000000`: one of them.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '15' },
    rate: { type: 'string', default: '10' },
    posts: { type: 'string', default: '500000' },
    messages: { type: 'string', default: '1000000' },
  },
});
const LOADS: Record<string, () => Promise<boolean>> = {
  flood,
  soak: () => soak(Number(values.minutes), Number(values.rate)),
  retention: () => retention(Number(values.posts), Number(values.messages)),
};
for (const name of positionals.length > 0 ? positionals : Object.keys(LOADS)) {
  const load = LOADS[name];
  if (!load) throw new Error(`test:load takes ${Object.keys(LOADS).join(', ')}, not "${name}"`);
  const holds = await load();
  console.log(`${holds ? 'holds' : 'BROKEN'}: ${name}`);
  if (!holds) process.exitCode = 1;
}
