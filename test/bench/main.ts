import { benchAnalysis } from './analysis.ts';
import { benchColdStart } from './cold-start.ts';
import { benchMail } from './mail.ts';
import { benchReceive, benchReceiveEmbedded } from './receive/receive.ts';
import { benchBurst, benchSteady } from './reply/steady-and-burst.ts';
import { benchReplyText } from './reply-text.ts';
import { benchReplyWay } from './reply-way.ts';

/** `npm run bench [-- NAME…]`: every bench, or those named, each beside its floor in the same run. */
const BENCHES: Record<string, () => void | Promise<void>> = {
  'reply-text': benchReplyText,
  mail: benchMail,
  analysis: benchAnalysis,
  'reply-way': benchReplyWay,
  'cold-start': benchColdStart,
  steady: benchSteady,
  burst: benchBurst,
  receive: benchReceive,
  'receive-embedded': benchReceiveEmbedded,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`No such bench: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHES)) if (wanted.length === 0 || wanted.includes(name)) await bench();
