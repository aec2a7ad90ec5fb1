import { type Walked, walk } from './whole-way.ts';

const STEADY = { replies: 300, aSecond: 10 };
const BURST = { replies: 1_000, aSecond: null };

/** What a reply costs on its whole way: statements, processor time and HubSpot's calls, at a steady ten a second. */
export const benchSteady = async () => print('ten a second', await walk(STEADY));
/** The same for a thousand replies of one moment. */
export const benchBurst = async () => print('a thousand at once', await walk(BURST));

function print(what: string, walked: Walked): void {
  const { hubSpotCalls, seconds, statements, cpuMs, forwarded, written } = walked;
  const at = (times: number[], share: number) => Math.round(times[Math.floor(share * times.length)] ?? Number.NaN);
  console.log(`\nA reply’s whole way, ${what}: ${forwarded.length} forwarded in ${seconds.toFixed(1)} s`);
  console.table({
    'HubSpot calls a reply': rounded(hubSpotCalls),
    'statements a reply, web': rounded(statements.web!),
    'statements a reply, worker': rounded(statements.worker!),
    'CPU ms a reply, web': rounded(cpuMs.web!),
    'CPU ms a reply, worker': rounded(cpuMs.worker!),
    'receipt to forwarded, p50 ms': at(forwarded, 0.5),
    'receipt to forwarded, p95 ms': at(forwarded, 0.95),
    'receipt to property in HubSpot, p95 ms': at(written, 0.95),
  });
}

const rounded = (value: number) => Math.round(value * 100) / 100;
