import type { Audience } from '../conversations/audience.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { type Message, sentBefore } from '../conversations/messages.ts';
import { answeredMessage } from '../conversations/rep-answers.ts';
import { identifyWriter, type Writer, type WriterFacts } from '../conversations/writer.ts';
import { errorFacts } from '../error-facts.ts';
import { refreshReps } from '../hubspot/rep-directory.ts';
import type { OpenedPost, ReadReply } from '../mail/in-threads.ts';
import { LOOP_HEADER } from '../mail/own-marks/loop.ts';
import type { Rep } from '../portals/rep.ts';
import type { JobContext } from './context.ts';
import { ourMarks } from './our-marks.ts';

const QUOTABLE_MAILS = 5;

/** A mail of a rep, without our marks, and what it answers. */
export async function readRepMail(
  context: JobContext,
  post: OpenedPost,
  audience: Audience,
  rep: Rep,
): Promise<ReadReply & { answered: Message | null }> {
  const { sql, keyring, mailReader, replyDomain } = context;
  const { conversationId } = audience.token;
  const answered = await answeredMessage(sql, audience.token);
  const quotable = [...(answered ? [answered] : []), ...(await sentBefore(sql, conversationId, QUOTABLE_MAILS))];
  const read = await mailReader.read({
    mail: post.mail,
    envelope: post.envelope,
    sent: quotable.map((message) => ({ text: openBody(message, keyring).full })),
    own: { domains: [replyDomain], loopHeader: LOOP_HEADER, messageIdDomain: replyDomain },
    marks: await ourMarks(context, audience, { answered, rep }),
  });
  return { ...read, answered };
}

/** Asks HubSpot who its owners are before somebody at a rep's address counts as none. Without HubSpot a page asks. */
export async function writerAfterHubSpot(
  { sql, portalClient, now, log }: JobContext,
  audience: Audience,
  facts: WriterFacts,
  writer: Writer,
): Promise<Writer> {
  const { portalId, state } = audience.portal;
  if (state !== 'connected') return writer;
  try {
    const isNews = await refreshReps(sql, { portalId, client: portalClient(portalId) }, now());
    return isNews ? identifyWriter(sql, audience, facts) : writer;
  } catch (error) {
    log.warn({ portalId, err: errorFacts(error) }, 'HubSpot did not say who its owners are');
    return writer;
  }
}
