import express, { type Router } from 'express';
import type { Clock } from '../clock/clock.ts';
import type { Faults } from '../faults.ts';
import type { Store } from '../store.ts';
import { problem, type SendAnswer, sendMail } from './mail-send.ts';
import type { Message, Messages } from './messages.ts';

/** POST /v3/mail/send with its faults; what was taken is durable before the answer goes out. */
export function sendRoute(options: {
  store: Store;
  clock: Clock;
  faults: Faults;
  messages: Messages;
  apiKey: string;
  /** What the key may, and which domains may stand in From; null takes any. */
  account(): { scopes: string[]; senderDomains: string[] | null };
  dispatch(message: Message): void;
}): Router {
  const { store, clock, faults, messages, apiKey, account, dispatch } = options;
  const router = express.Router();
  router.post('/v3/mail/send', express.raw({ type: () => true, limit: '60mb' }), async (request, response) => {
    const answer = ({ status, body }: SendAnswer, headers: Record<string, string> = {}) => {
      response.status(status).set(headers);
      if (body) response.json(body);
      else response.end();
    };
    const fault = await faults.take('POST', '/v3/mail/send');
    if (fault?.effect === 'hang') return;
    if (typeof fault?.effect === 'number') {
      const headers = { 'x-ratelimit-limit': '600', 'x-ratelimit-remaining': '0', ...fault.headers };
      answer(problem(fault.effect, fault.effect === 429 ? 'too many requests' : 'internal error'), headers);
      return;
    }
    const sent = await sendMail({
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      contentType: request.get('content-type') ?? '',
      authorization: request.get('authorization') ?? '',
      apiKey,
      ...account(),
      messages,
      clock,
    });
    store.commit();
    for (const message of sent.messages) dispatch(message);
    if (fault?.effect === 'lost-answer') request.socket.destroy();
    else answer(sent, sent.headers);
  });
  return router;
}
