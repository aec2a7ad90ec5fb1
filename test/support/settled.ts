import type { Sandbox } from '../sandbox/index.ts';
import { until } from '../sandbox/play/until.ts';

/** Resolves once nothing that was asked for is left to do: no mail unread, no effect open, no reply unanalysed. */
export function settled({ app }: Sandbox): Promise<true> {
  return until(
    async () => {
      const [row] = await app.context.sql<{ waiting: number }[]>`
        select (select count(*) from effects where state in ('pending', 'sending'))::integer
             + (select count(*) from inbound where state = 'received')::integer
             + (select count(*) from messages m where m.kind = 'reply' and m.mail_kind = 'human'
                  and not exists (select 1 from analyses a where a.message_id = m.id))::integer as waiting`;
      return row?.waiting === 0 ? true : null;
    },
    'everything that was asked for is done',
    60,
  );
}
