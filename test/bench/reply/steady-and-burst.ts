import { atLeast, atMost, type Row, rounded } from '../row.ts';
import { type Walked, walk } from './whole-way.ts';

const STEADY = { replies: 300, aSecond: 10 };
const IDLE = { replies: 30, aSecond: 1 };
const SLOW = { replies: 400, aSecond: null, providerMs: 150 };
const BURST = { replies: 1_000, aSecond: null };

/** What a reply costs on its whole way: statements, processor time and HubSpot's calls, at a steady ten a second. */
export async function benchSteady(): Promise<Row[]> {
  const walked = await walk(STEADY);
  print('ten a second', walked);
  return [
    atMost('HubSpot calls a reply, steady ten a second', 'four', 0.5, walked.hubSpotCalls),
    atMost('statements a reply, web and worker, steady (polls included)', '', 24, sum(walked.statements)),
    atMost('CPU ms a reply, web and worker, steady', '', 12, sum(walked.cpuMs)),
    atMost('receipt to forwarded at ten a second, p95 ms', 'the promise', 2_000, at(walked.forwarded, 0.95)),
  ];
}

/** The same for a thousand replies of one moment. */
export async function benchBurst(): Promise<Row[]> {
  const walked = await walk(BURST);
  print('a thousand at once', walked);
  return [
    atMost('HubSpot calls a reply, burst', 'four', 0.06, walked.hubSpotCalls),
    atMost('statements a reply, web and worker, burst', '', 24, sum(walked.statements)),
    atMost('CPU ms a reply, web and worker, burst', '', 12, sum(walked.cpuMs)),
    atLeast('replies a second, one worker', '', 60, BURST.replies / walked.seconds),
  ];
}

/** One reply at a time: what the 200 is followed by, beside nothing else to do. */
export async function benchIdle(): Promise<Row[]> {
  const walked = await walk(IDLE);
  print('one a second', walked);
  const more = at(walked.forwarded, 0.95) - at(walked.sends, 0.95);
  return [atMost('receipt to forwarded, idle, ms more at p95', 'the send alone', 30, more)];
}

/** Workers beside each other at their shipped concurrency, where every provider takes 150 ms. */
export async function benchWorkers(): Promise<Row[]> {
  const perSecond: number[] = [];
  for (const count of [1, 2, 4]) {
    const walked = await walk({ ...SLOW, roles: ['web', ...Array.from({ length: count }, () => 'worker' as const)] });
    print(`${SLOW.replies} at once, providers at 150 ms, workers: ${count}`, walked);
    perSecond.push(SLOW.replies / walked.seconds);
    const shares = (walked.cpuMs.worker! * SLOW.replies) / walked.seconds / 1000 / count;
    console.log(`${rounded(perSecond.at(-1)!)} replies a second, ${rounded(shares)} of a core each`);
  }
  const [one, two, four] = perSecond;
  return [
    atLeast('replies a second of two workers, providers at 150 ms', 'one', 1.9, two! / one!),
    atLeast('replies a second of four workers, providers at 150 ms', 'one', 3.5, four! / one!),
  ];
}

const sum = (byRole: Record<string, number>) => Object.values(byRole).reduce((all, one) => all + one, 0);
const at = (times: number[], share: number) => Math.round(times[Math.floor(share * times.length)] ?? Number.NaN);

/** A text of which a reply has less than this many is a poll. */
const RARE = 0.05;

function print(what: string, walked: Walked): void {
  const { bytes, hubSpotCalls, seconds, statements, cpuMs, forwarded, written } = walked;
  console.log(`\nA reply’s whole way, ${what}: ${forwarded.length} forwarded in ${seconds.toFixed(1)} s`);
  console.table({
    'HubSpot calls a reply': rounded(hubSpotCalls),
    'kB a reply on disk': rounded(bytes / 1000),
    'statements a reply, web': rounded(statements.web!),
    'statements a reply, worker': rounded(statements.worker!),
    'CPU ms a reply, web': rounded(cpuMs.web!),
    'CPU ms a reply, worker': rounded(cpuMs.worker!),
    'receipt to forwarded, p50 ms': at(forwarded, 0.5),
    'receipt to forwarded, p95 ms': at(forwarded, 0.95),
    'receipt to property in HubSpot, p95 ms': at(written, 0.95),
  });
  console.log('Statements a reply:');
  for (const [text, count] of [...walked.texts].sort(([, a], [, b]) => b - a))
    if (count >= RARE) console.log(count.toFixed(2).padStart(6), text.slice(0, 200));
}
