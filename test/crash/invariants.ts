import type { Sql } from '../../lib/database/types.ts';
import { until } from '../sandbox/play/until.ts';
import type { ProductProcesses } from '../support/product-processes.ts';
import type { Round } from './round.ts';

/** What a round may do beyond the rule, where nobody can know better. */
export type Leeway = { forwardMayRepeat?: boolean; sendMayBeUnknown?: boolean; answerMayBeUnknown?: boolean };

/** A kill at any moment may meet a request on its way. */
export const ANYWHERE: Leeway = { forwardMayRepeat: true, sendMayBeUnknown: true, answerMayBeUnknown: true };
// The sweep looks each minute.
const SWEPT_S = 90;

/**
 * What does not hold after a round, in words; nothing where all is well. `resume` starts a product that was stopped so that its
 * database could be read.
 */
export async function broken(
  sql: Sql,
  product: ProductProcesses,
  round: Round,
  leeway: Leeway,
  resume: () => Promise<void> = async () => {},
): Promise<string[]> {
  const { forwardMayRepeat, sendMayBeUnknown, answerMayBeUnknown } = leeway;
  const found: string[] = [];
  const expect = (what: string, count: number, least: number, most: number) => {
    if (count < least || count > most)
      found.push(`${what}: ${count}, not ${least === most ? least : `${least} to ${most}`}`);
  };
  const [rows] = await sql<Record<'replies' | 'sends' | 'answers' | 'unknown' | 'stuck' | 'waiting', number>[]>`
    select (select count(*) from messages where kind = 'reply' and subject = ${round.reply})::integer as replies,
           (select count(*) from messages where kind = 'sent' and subject = ${round.sent})::integer as sends,
           (select count(*) from messages where kind = 'answer' and subject = ${round.answer})::integer as answers,
           (select count(*) from effects where state = 'unknown')::integer as unknown,
           (select count(*) from effects where state in ('sending', 'needs_attention', 'held')
              or (state = 'pending' and run_after <= now()))::integer as stuck,
           (select count(*) from inbound where state in ('received', 'failed'))::integer as waiting`;
  expect('a reply answered with 200 is placed', rows!.replies, 1, 1);
  expect('a tracked email that was queued is there', rows!.sends, 1, 1);
  expect('a rep’s answer that was taken is there', rows!.answers, 1, 1);
  expect(
    'effects of unknown outcome',
    rows!.unknown,
    0,
    Number(Boolean(sendMayBeUnknown)) + Number(Boolean(answerMayBeUnknown)),
  );
  expect('effects that are stuck', rows!.stuck, 0, 0);
  expect('posts that are not placed', rows!.waiting, 0, 0);
  const mails = (address: string, subject: string) =>
    product.sendgrid.messages(address).filter((mail) => mail.subject.endsWith(subject)).length;
  expect('tracked emails to the customer', mails(round.customer, round.sent), sendMayBeUnknown ? 0 : 1, 1);
  const answered = mails(round.customer, round.answer);
  expect('answers to the customer', answered, answerMayBeUnknown ? 0 : 1, 1);
  // Whose answer did not go, or perhaps not, has it back.
  if (answered === 0) {
    // SendGrid's event has a quarter of an hour to say what became of it.
    await sql`
      update effects set settled_at = settled_at - interval '15 minutes' where kind = 'answer_send' and state = 'unknown'`;
    await resume();
    const returned = () => mails(round.rep, round.answer) || null;
    expect('the answer in the rep’s mailbox', await until(returned, 'it is back', SWEPT_S).catch(() => 0), 1, 2);
  }
  expect('forwards to the rep', mails(round.rep, round.reply), 1, forwardMayRepeat ? 2 : 1);
  const timeline = product.hubspot.timeline(round.contactId);
  const shown = (subject: string) =>
    timeline.filter(({ properties }) => properties.hs_email_subject === subject).length;
  expect('the reply on HubSpot’s timeline', shown(round.reply), 1, 1);
  expect('the answer on HubSpot’s timeline', shown(round.answer), answerMayBeUnknown ? 0 : 1, 1);
  return found;
}
