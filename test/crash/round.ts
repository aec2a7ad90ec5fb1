import type { Sql } from '../../lib/database/types.ts';
import { until } from '../sandbox/play/until.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';
import type { ProductProcesses } from '../support/product-processes.ts';

/** What one round does at the same time: a tracked email, a customer's reply, and a rep's answer to an earlier reply. */
export type Round = {
  contactId: string;
  customer: string;
  rep: string;
  /** Subjects: of the tracked email, of the reply that comes in, and of what the customer gets as the rep's answer. */
  sent: string;
  reply: string;
  answer: string;
  /** Each goes on until it is taken: SendGrid and HubSpot come back. */
  flow(): Promise<void>;
  /** Resolves with the milliseconds that one more reply took from its first post to the rep's mailbox. */
  next(): Promise<number>;
};

// An outage may last as long as this, and the mail still comes.
const PATIENCE_S = 240;
let rounds = 0;

/** A contact with a conversation of one email and one reply that was forwarded. Everything before is done. */
export async function prepare(product: ProductProcesses, isQuiet: () => Promise<unknown>): Promise<Round> {
  const { hubspot, sendgrid, portalId, app, postInbound } = product;
  const number = ++rounds;
  const customer = `customer${number}@kunde.example`;
  const owner = hubspot.portal().owners[0]!;
  const person = { email: customer, firstname: 'Mariana', hubspot_owner_id: owner.id };
  const { id: contactId } = hubspot.person.createContact(person);

  const ask = async (subject: string, callbackId: string): Promise<void> => {
    const inputFields = { subject, body: 'Hello,\n\nhere they are.' };
    const url = `${app.url}/webhooks/workflow-actions/send-tracked-email`;
    const call = { portalId, contactId, callbackId, inputFields, url };
    await until(() => taken(hubspot.callAction(call)), 'the workflow is answered', PATIENCE_S);
  };
  const post = async (from: string, to: string, subject: string, text: string, more: string[] = []): Promise<void> => {
    const id = `${++rounds}.${number}@${from.split('@')[1]}`;
    const head = [`Message-ID: <${id}>`, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, ...more];
    const form = multipart(rawPost(`${head.join('\r\n')}\r\n\r\n${text}`, { to: [to], from }));
    await until(() => taken(postInbound(form)), 'the mail is taken', PATIENCE_S);
  };
  const forwardOf = (subject: string) =>
    until(
      () => sendgrid.messages(owner.email).find((mail) => mail.subject.endsWith(subject)) ?? null,
      `"${subject}" is forwarded`,
      PATIENCE_S,
    );

  await ask(`First ${number}`, `first-${number}`);
  const first = await until(() => sendgrid.messages(customer)[0] ?? null, 'the first email arrives', PATIENCE_S);
  const address = first.replyTo[0]!.address;
  await post(customer, address, `Re: Asked ${number}`, 'Could you send the price list?');
  const forward = await forwardOf(`Re: Asked ${number}`);
  await isQuiet();
  const thread = [`In-Reply-To: ${forward.messageId}`, `References: ${forward.messageId}`];
  const answer = `Re: Answered ${number}`;
  return {
    contactId,
    customer,
    rep: owner.email,
    sent: `Second ${number}`,
    reply: `Re: More ${number}`,
    answer,
    async flow() {
      await Promise.all([
        post(customer, address, `Re: More ${number}`, 'Yes, please send us the price list for three more sites.'),
        post(owner.email, forward.replyTo[0]!.address, answer, 'Here is the price list.', thread),
        ask(`Second ${number}`, `second-${number}`),
      ]);
    },
    async next() {
      const subject = `Re: Next ${++rounds}.${number}`;
      const begun = performance.now();
      await post(customer, address, subject, 'One more question: from when?');
      await forwardOf(subject);
      return performance.now() - begun;
    },
  };
}

const taken = (response: Promise<{ status: number }>): Promise<true | null> =>
  response.then(
    ({ status }) => status === 200 || null,
    () => null,
  );

/** Resolves when nothing that was asked for is left to do. */
export const quiet = (sql: Sql): Promise<true> =>
  until(
    async () => {
      const rows = await sql<{ open: number }[]>`
        select ((select count(*) from effects where state in ('pending', 'sending'))
              + (select count(*) from inbound where state = 'received')
              + (select count(*) from messages m where kind = 'reply'
                   and not exists (select 1 from analyses a where a.message_id = m.id)))::integer as open`.catch(
        () => [],
      );
      return rows[0]?.open === 0 || null;
    },
    'everything is done',
    PATIENCE_S,
  );
