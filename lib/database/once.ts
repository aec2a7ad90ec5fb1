import type { Transaction } from './index.ts';

/**
 * Runs `work` once for a client key, in the transaction that stores its answer: whoever comes again with the key, also
 * while the first is still at work, gets the first one's answer.
 */
export async function once<Answer extends object>(
  tx: Transaction,
  { portalId, key }: { portalId: number; key: string },
  now: Date,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const [mine] = await tx`
    insert into client_keys (portal_id, key, created_at) values (${portalId}, ${key}, ${now})
    on conflict do nothing returning key`;
  if (!mine) {
    const [first] = await tx<{ answer: Answer }[]>`
      select answer from client_keys where portal_id = ${portalId} and key = ${key}`;
    return first!.answer;
  }
  const answer = await work();
  await tx`update client_keys set answer = ${tx.json(answer as never)} where portal_id = ${portalId} and key = ${key}`;
  return answer;
}
