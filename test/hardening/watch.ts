import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * `node watch.ts URL PID…`: asks URL again and again, and reads how much memory the processes have, until its input ends;
 * then prints the slowest answer in milliseconds and the most memory of each in MB. A process of its own: whoever throws
 * the bombs is busy.
 */
const [url = '', ...pids] = process.argv.slice(2);
let slowest = 0;
const most = pids.map(() => 0);
let watching = true;
process.stdin.resume().once('end', () => {
  watching = false;
});
while (watching) {
  const start = performance.now();
  await fetch(url).then((response) => response.text());
  slowest = Math.max(slowest, performance.now() - start);
  for (const [n, pid] of pids.entries()) {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    most[n] = Math.max(most[n]!, Number(kilobytes) / 1024);
  }
  await delay(25);
}
console.log(JSON.stringify({ slowest: Math.round(slowest), most: most.map(Math.round) }));
