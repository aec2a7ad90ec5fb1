import { setTimeout as delay } from 'node:timers/promises';
import { everySecond, loadStage, percentile } from './stage.ts';

const OTHERS = 100;
const OTHERS_A_SECOND = 2;
const FLOOD = { mails: 1_000, seconds: 60 };
/** What the others' forwards may slow down by. */
const MOST = 3;

/** A thousand mails in a minute to one address, while the others' customers go on replying. True where they hardly notice. */
export async function flood(): Promise<boolean> {
  await using stage = await loadStage(OTHERS + 1);
  const { addresses, product, forwarded } = stage;
  const flooded = addresses[OTHERS]!.contact;
  const others = (n: number) => stage.post(n % OTHERS);
  await everySecond(OTHERS_A_SECOND, 15, others);

  const quietFrom = new Date();
  await everySecond(OTHERS_A_SECOND, FLOOD.seconds, others);
  await delay(5_000);
  const quiet = await forwarded(quietFrom, flooded);

  const from = new Date();
  const calls = product.hubspot.calls().length;
  await Promise.all([
    everySecond(OTHERS_A_SECOND, FLOOD.seconds, others),
    everySecond(FLOOD.mails / FLOOD.seconds, FLOOD.seconds, () => stage.post(OTHERS)),
  ]);
  await delay(20_000);
  const during = await forwarded(from, flooded);
  const all = await forwarded(from);
  console.table({
    quiet: { forwards: quiet.length, 'p50 ms': percentile(quiet, 0.5), 'p95 ms': percentile(quiet, 0.95) },
    'while one address is flooded': {
      forwards: during.length,
      'p50 ms': percentile(during, 0.5),
      'p95 ms': percentile(during, 0.95),
    },
  });
  const ratio = percentile(during, 0.95) / percentile(quiet, 0.95);
  const sentOn = all.length - during.length;
  console.log(
    `the others’ p95 is ${ratio.toFixed(2)} times its quiet value (at most ${MOST}); of the flood ${sentOn} mails were forwarded, with ${product.hubspot.calls().length - calls} calls of HubSpot in all`,
  );
  return ratio <= MOST && during.length === OTHERS_A_SECOND * FLOOD.seconds;
}
