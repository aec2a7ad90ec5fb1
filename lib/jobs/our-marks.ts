import { listAttachments } from '../conversations/attachments.ts';
import type { Audience } from '../conversations/audience.ts';
import { type Message, newestReplies } from '../conversations/messages.ts';
import { repTokensOf } from '../conversations/reply-tokens.ts';
import { LANGUAGES } from '../language.ts';
import { domainOf } from '../mail/addresses.ts';
import { nameOf } from '../mail/outgoing/forward/customer.ts';
import { linesOfForward, senderName } from '../mail/outgoing/forward/line.ts';
import { localPart } from '../mail/outgoing/tracked.ts';
import { WORDS } from '../mail/outgoing/words.ts';
import { ANY_NUMBER, type OurMarks } from '../mail/own-marks/cut/marks.ts';
import type { Rep } from '../portals/rep.ts';
import type { JobContext } from './context.ts';

/** Forwards that an answer may quote: its own, and those of the thread before it. */
const QUOTED = 10;

/** What we put into the mails of a conversation that a rep may be quoting, by what we know we sent. */
export async function ourMarks(
  { sql, signingKey, publicUrl, replyDomain, mailDomain }: JobContext,
  { contact, token }: Audience,
  { answered, rep }: { answered: Message | null; rep: Rep },
): Promise<OurMarks> {
  const others = await newestReplies(sql, token.conversationId, QUOTED);
  const replies = answered ? [answered, ...others.filter(({ id }) => id !== answered.id)] : others;
  const files = Map.groupBy(
    await listAttachments(
      sql,
      replies.map(({ id }) => id),
    ),
    ({ messageId }) => messageId,
  );
  const customer = { name: contact.name, address: contact.addresses[0] ?? '' };
  const digests = LANGUAGES.map((language) => ({ words: WORDS[language], name: nameOf(customer, WORDS[language]) }));
  return {
    lines: [
      ...replies.flatMap((reply) => linesOfForward(asLine(reply), files.get(reply.id) ?? [])),
      ...digests.flatMap(({ words, name }) => [words.digest(name, ANY_NUMBER), words.openContact]),
    ],
    subjectMarks: LANGUAGES.map((language) => WORDS[language].unverified),
    subjects: digests.map(({ words, name }) => words.digestSubject(name, ANY_NUMBER)),
    subject: answered ? asReply(answered.subject) : '',
    publicUrl,
    names: [customer, ...replies.map((reply) => asLine(reply).from)].flatMap((from) => {
      const domain = domainOf(from.address);
      return domain === '' ? [] : [{ name: senderName(from, WORDS.en), domain }];
    }),
    tokens: await repTokensOf(sql, token.conversationId, signingKey),
    customerAddress: answered?.author.address || customer.address,
    repAddress: `${localPart(rep.address)}@${mailDomain}`,
    replyDomain,
  };
}

const asLine = ({ author, recipients }: Message) => ({
  from: { name: author.name, address: author.address ?? '' },
  to: recipients.to ?? [],
  cc: recipients.cc ?? [],
});

const asReply = (subject: string): string => (/^re:/i.test(subject) ? subject : `Re: ${subject}`);
