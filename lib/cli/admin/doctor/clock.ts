import { ask, isSilent } from './ask.ts';
import { type Finding, ok, unknown, wrong } from './finding.ts';

const PART = 'clock';
/** HubSpot's signatures hold for 5 minutes, so a minute is no harm yet and a sign of a clock that nobody sets. */
const LIMIT_MS = 60_000;

/** This machine's clock against those of the services: the nearest of them counts, since one may be wrong itself. */
export async function checkClock(urls: string[]): Promise<Finding[]> {
  const answers = await Promise.all(urls.map((url) => ask(url, { method: 'HEAD' })));
  const offsets = answers.flatMap((answer) =>
    isSilent(answer) || !answer.date ? [] : [answer.askedAt.getTime() - answer.date.getTime()],
  );
  const offMs = offsets.sort((one, other) => Math.abs(one) - Math.abs(other))[0];
  if (offMs === undefined)
    return [unknown(PART, 'No service said what time it is.', 'Look at this machine with `timedatectl`.')];
  if (Math.abs(offMs) < LIMIT_MS) return [ok(PART, `This machine's clock is right.`)];
  const says = `This machine's clock is ${Math.round(Math.abs(offMs) / 1000)} s ${offMs > 0 ? 'ahead' : 'behind'}, so signatures look expired.`;
  return [wrong(PART, says, 'Let it be set by itself: `timedatectl set-ntp true`, or your platform’s time service.')];
}
