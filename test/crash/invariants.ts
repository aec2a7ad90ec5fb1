import type { Sql } from '../../lib/database/types.ts';
import type { ProductProcesses } from '../support/product-processes.ts';
import type { Point } from './points.ts';

/** What a round did: the subject of its tracked email and that of its reply, and whether the reply was answered with 200. */
export type Round = { sent: string; reply: string; contactId: string; rep: string };

/** What does not hold after a round, in words; nothing where all is well. */
export async function broken(
  sql: Sql,
  product: ProductProcesses,
  round: Round,
  point: Point | null,
): Promise<string[]> {
  const found: string[] = [];
  const expect = (what: string, count: number, least: number, most: number) => {
    if (count < least || count > most)
      found.push(`${what}: ${count}, not ${least === most ? least : `${least} to ${most}`}`);
  };
  const [rows] = await sql<{ replies: number; sends: number; unknown: number; stuck: number; waiting: number }[]>`
    select (select count(*) from messages where kind = 'reply' and subject = ${round.reply})::integer as replies,
           (select count(*) from messages where kind = 'sent' and subject = ${round.sent})::integer as sends,
           (select count(*) from effects where state = 'unknown')::integer as unknown,
           (select count(*) from effects where state in ('sending', 'needs_attention', 'held')
              or (state = 'pending' and run_after <= now()))::integer as stuck,
           (select count(*) from inbound where state in ('received', 'failed'))::integer as waiting`;
  expect('a reply answered with 200 is placed', rows!.replies, 1, 1);
  expect('a tracked email that was queued is there', rows!.sends, 1, 1);
  expect('effects of unknown outcome', rows!.unknown, 0, point?.sendMayBeUnknown ? 1 : 0);
  expect('effects that are stuck', rows!.stuck, 0, 0);
  expect('posts that are not placed', rows!.waiting, 0, 0);
  const mails = (address: string, subject: string) =>
    product.sendgrid.messages(address).filter((mail) => mail.subject.endsWith(subject)).length;
  const customer = product.hubspot.contact(round.contactId)!.properties.email!;
  expect('mails to the customer', mails(customer, round.sent), point?.sendMayBeUnknown ? 0 : 1, 1);
  expect('forwards to the rep', mails(round.rep, round.reply), 1, point?.forwardMayRepeat ? 2 : 1);
  const timeline = product.hubspot.timeline(round.contactId);
  const shown = timeline.filter(({ properties }) => properties.hs_email_subject === round.reply).length;
  expect('the reply on HubSpot’s timeline', shown, 1, 1);
  return found;
}
