import { atLeast, atMost, type Row, rounded } from '../row.ts';
import { type Walked, walk } from './whole-way.ts';

const STEADY = { replies: 300, aSecond: 10 };
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

const sum = (byRole: Record<string, number>) => Object.values(byRole).reduce((all, one) => all + one, 0);
const at = (times: number[], share: number) => Math.round(times[Math.floor(share * times.length)] ?? Number.NaN);

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
}
