import { createPublicKey, verify } from 'node:crypto';
import express, { Router } from 'express';
import { z } from 'zod';
import { afterSending } from '../lib/conversations/after-sending.ts';
import { applyDeliveryEvent, saysNothingNew } from '../lib/conversations/delivery-events.ts';
import { takeNewEvents } from '../lib/database/seen-events.ts';
import type { Queryable } from '../lib/database/types.ts';
import { getEffects } from '../lib/outbox/effects.ts';
import type { Queue } from '../lib/queue.ts';
import type { CountRefusal } from './refusals.ts';

export type SendGridEventsOptions = {
  sql: Queryable;
  queue: Queue;
  /** Base64 SPKI keys; one, or two during a rotation. */
  publicKeys: string[];
  now: () => Date;
  refused: CountRefusal;
};

const eventSchema = z.object({
  event: z.string(),
  email: z.string(),
  sg_event_id: z.string(),
  effect_id: z.uuid(),
  type: z.string().nullish(),
  reason: z.string().nullish(),
});
const KNOWN = [
  'processed',
  'delivered',
  'deferred',
  'bounce',
  'dropped',
  'spamreport',
  'unsubscribe',
  'group_unsubscribe',
] as const;

/**
 * SendGrid's event webhook: an array of events, signed over timestamp and body. Events of other mail are ignored; a wrong
 * signature gets 503, so that a badly rotated key loses nothing (SendGrid retries for 24 h).
 */
export function createSendGridEvents({ sql, queue, publicKeys, now, refused }: SendGridEventsOptions): Router {
  const keys = publicKeys.map((key) =>
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
  );
  const router = Router();
  router.post('/', express.raw({ type: () => true, limit: '10mb' }), async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signature = Buffer.from(String(request.headers['x-twilio-email-event-webhook-signature'] ?? ''), 'base64');
    const signed = Buffer.concat([
      Buffer.from(String(request.headers['x-twilio-email-event-webhook-timestamp'] ?? '')),
      body,
    ]);
    if (!keys.some((key) => verify('sha256', signed, key, signature))) {
      refused('event_signature');
      response.status(503).json({ error: 'The signature of these events is not from a configured key.' });
      return;
    }
    const told = readArray(body).flatMap((item) => {
      const parsed = eventSchema.safeParse(item);
      const event = KNOWN.find((name) => name === parsed.data?.event);
      return parsed.success && event ? [{ ...parsed.data, event }] : [];
    });
    const effects = await getEffects(sql, [...new Set(told.map(({ effect_id }) => effect_id))]);
    for (const { sg_event_id, effect_id: effectId, event, email: address, type, reason } of told) {
      if (saysNothingNew({ event }, effects.get(effectId) ?? null)) continue;
      await queue.transact(async (tx) => {
        if ((await takeNewEvents(tx.sql, 'sendgrid', [sg_event_id], now())).length === 0) return;
        const { settled } = await applyDeliveryEvent(
          tx.sql,
          { effectId, event, address, bounceType: type ?? null, reason: reason ?? null },
          now(),
        );
        if (settled) await afterSending(tx, effectId, now());
      });
    }
    response.status(200).json({ ok: true });
  });
  return router;
}

function readArray(body: Buffer): unknown[] {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
