import { findContact } from '../../../lib/conversations/contacts.ts';
import { openBody } from '../../../lib/conversations/message-bodies.ts';
import { sealedOf } from '../../../lib/conversations/messages.ts';
import type { Sandbox } from '../index.ts';
import { answerAsCustomer, type Sent } from './play.ts';
import { until } from './until.ts';

export type Told = (line: string) => void;

/** Plays the customer's answer and tells each step as it really happened, looked up where it had to arrive. */
export async function playAnswer(sandbox: Sandbox, sent: Sent, tell: Told): Promise<void> {
  const { sendgrid, hubspot, portalId, app } = sandbox;
  const { sql } = app.context;
  const rep = hubspot.portal().users[0]!;
  tell(`sent       "${sent.mail.subject}" to ${sent.contactAddress}, reply address ${sent.replyAddress}`);
  const before = sendgrid.mailbox(rep.email).length;
  await answerAsCustomer(sandbox, sent);

  const post = await until(() => sendgrid.inboundPosts().at(-1), 'the answer is posted to the receiver');
  tell(`received   the customer's answer by SMTP, posted to the receiver: ${post.statuses.at(-1)}`);

  const contact = await until(() => findContact(sql, portalId, sent.contactId), 'the contact is known');
  const reply = await until(async () => {
    const [row] = await sql<{ id: string; trust: string; body: Buffer; body_key_id: string }[]>`
      select id, trust, body, body_key_id from messages where contact_id = ${contact.id} and kind = 'reply' order by received_at desc limit 1`;
    return row;
  }, 'the answer is matched to its conversation');
  const { new: text } = openBody({ sealedBody: sealedOf(reply) }, app.context.keyring);
  tell(`matched    to ${contact.name} by the token; sender ${reply.trust}; ${text.length} characters of new text`);

  const forward = await until(() => {
    const box = sendgrid.mailbox(rep.email);
    return box.length > before ? box.at(-1) : null;
  }, 'the answer is in the rep’s mailbox');
  tell(
    `forwarded  to ${rep.email}, From "${forward.from.name}", Reply-To ${forward.replyTo.map(({ address }) => address).join(', ')}`,
  );

  const analysis = await until(async () => {
    const [row] = await sql<
      { analyst: string; fields: { response_type: string; opportunity_score: number; action_items: string[] } }[]
    >`
      select analyst, fields from analyses where message_id = ${reply.id} order by version desc limit 1`;
    return row;
  }, 'the answer is analyzed');
  const { response_type, opportunity_score, action_items } = analysis.fields;
  tell(
    `analyzed   by ${analysis.analyst}: ${response_type}, opportunity ${opportunity_score}/5, ${action_items.length} action items`,
  );

  const properties = () => hubspot.contact(sent.contactId)?.properties ?? {};
  const onTimeline = (kind: string, matches: (values: Record<string, string>) => boolean) => () =>
    hubspot.timeline(sent.contactId).find((item) => item.kind === kind && matches(item.properties));
  const email = await until(
    () =>
      onTimeline('email', ({ hs_email_direction }) => hs_email_direction === 'INCOMING_EMAIL')() ??
      onTimeline('note', ({ hs_note_body }) => (hs_note_body ?? '').includes(text.slice(0, 12)))(),
    'the answer stands on the contact’s timeline',
  );
  tell(`timeline   ${email.kind} ${email.id} on contact ${sent.contactId}`);
  await until(() => properties().reply_last_analyzed_at || null, 'the contact’s properties are set');
  const { reply_response_type, reply_count, reply_outreach_status } = properties();
  tell(
    `properties reply_response_type = ${reply_response_type}, reply_count = ${reply_count}, reply_outreach_status = ${reply_outreach_status}`,
  );
  if (response_type !== 'standard') {
    const task = await until(
      onTimeline('task', () => true),
      'the rep has a task',
    );
    tell(
      `task       "${task.properties.hs_task_subject}", priority ${task.properties.hs_task_priority}, due ${task.at}`,
    );
  }
}
