import express, { Router } from 'express';
import type { Logger } from 'pino';
import { openBody } from '../../lib/conversations/message-bodies.ts';
import { getMessage, type Message } from '../../lib/conversations/messages.ts';
import { releaseAnswer } from '../../lib/conversations/rep-answers.ts';
import { getReplyToken } from '../../lib/conversations/reply-tokens.ts';
import type { Sql } from '../../lib/database/types.ts';
import { escapeHtml } from '../../lib/html.ts';
import type { Keyring } from '../../lib/keyring.ts';
import { readLink } from '../../lib/mail/own-marks/links.ts';
import { type Effect, effectOfMessage } from '../../lib/outbox/effects.ts';
import { rememberAddress } from '../../lib/portals/rep-addresses.ts';
import type { Queue, Tx } from '../../lib/queue.ts';
import { languageOf, sendPage } from './page.ts';
import { LINK_WORDS } from './words.ts';

export type AnswerPageOptions = {
  sql: Sql;
  queue: Queue;
  keyring: Keyring;
  signingKey: Buffer;
  now: () => Date;
  log: Logger;
};

/** An answer whose sender nothing proves: the page shows it, and only its button sends it. Scanners open links, so a GET changes nothing. */
export function createAnswerPage({ sql, queue, keyring, signingKey, now, log }: AnswerPageOptions): Router {
  const router = Router();
  router.get('/:link', async (request, response) => {
    const language = languageOf(request);
    const words = LINK_WORDS[language];
    const held = await heldAnswer(sql, readLink('answer', request.params.link, signingKey, now()));
    if (!held) {
      sendPage(response, { status: 404, language, title: words.answer.gone });
      return;
    }
    const { message } = held;
    const to = message.recipients.to?.[0];
    const from = message.author.address ?? '';
    const facts = [
      [words.answer.from, from],
      [words.answer.to, to ? `${to.name} <${to.address}>` : ''],
      [words.answer.subject, message.subject],
    ].map(([label, value]) => `<p>${escapeHtml(label!)}: ${escapeHtml(value!)}</p>`);
    const text = `<pre>${escapeHtml(openBody(message, keyring).full)}</pre>`;
    const remember = `<p><label><input type="checkbox" name="remember" value="yes"> ${escapeHtml(words.answer.remember(from))}</label></p>`;
    const form = `<form method="post">${remember}<button>${escapeHtml(words.answer.button)}</button></form>`;
    const name = to?.name || to?.address || '';
    sendPage(response, { language, title: words.answer.ask(name), body: `${facts.join('')}${text}${form}` });
  });
  router.post('/:link', express.urlencoded({ extended: false, limit: '10kb' }), async (request, response) => {
    const language = languageOf(request);
    const { answer } = LINK_WORDS[language];
    const messageId = readLink('answer', request.params.link, signingKey, now());
    const remember = (request.body as { remember?: unknown } | undefined)?.remember === 'yes';
    const sent = await queue.transact((tx) => release(tx, messageId, { remember, now: now() }));
    if (sent) log.info({ messageId }, 'an answer was confirmed by link');
    sendPage(response, { status: sent ? 200 : 404, language, title: sent ? answer.done : answer.gone });
  });
  return router;
}

async function release(
  tx: Tx,
  messageId: string | null,
  { remember, now }: { remember: boolean; now: Date },
): Promise<boolean> {
  const held = await heldAnswer(tx.sql, messageId);
  if (!held || !(await releaseAnswer(tx, held.effect.id, now))) return false;
  const token = held.effect.replyTokenId ? await getReplyToken(tx.sql, held.effect.replyTokenId) : null;
  const { portalId, author } = held.message;
  if (remember && token && author.address)
    await rememberAddress(tx.sql, { portalId, address: author.address, rep: token.sentBy }, now);
  return true;
}

async function heldAnswer(
  sql: Parameters<typeof getMessage>[0],
  messageId: string | null,
): Promise<{ message: Message; effect: Effect } | null> {
  const message = messageId === null ? null : await getMessage(sql, messageId);
  const effect = message && (await effectOfMessage(sql, message.id, 'answer_send'));
  return message && effect?.state === 'held' ? { message, effect } : null;
}
