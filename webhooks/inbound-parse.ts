import { createPublicKey, createVerify, type Verify } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { errorFacts } from '../lib/error-facts.ts';
import { recordInboundOutcome, storeInbound } from '../lib/intake/inbound.ts';
import { quarantine } from '../lib/intake/quarantine.ts';
import { addressed, nextTurn } from '../lib/intake/turns.ts';
import type { Keyring } from '../lib/keyring.ts';
import { peekEnvelope } from '../lib/mail/incoming/peek-envelope.ts';
import { tokensOf } from '../lib/mail/own-marks/reply-address.ts';
import type { Observe } from '../lib/observe.ts';
import type { Queue } from '../lib/queue.ts';
import { sameSecret } from '../lib/same-secret.ts';
import { before, TimeLimitError } from '../lib/time-limit.ts';
import { traced, traceIs } from '../lib/trace.ts';
import type { CountRefusal } from './refusals.ts';
import { SPOOL_MODE, type Spool } from './spool.ts';

export type InboundParseOptions = {
  queue: Queue;
  keyring: Keyring;
  signingKey: Buffer;
  replyDomain: string;
  /** One, or two during a rotation. */
  secrets: string[];
  /** Base64 SPKI keys of the security policy; one, or two during a rotation. */
  publicKeys: string[];
  /** For posts that are still arriving. */
  spool: Spool;
  /** Bytes of one post that are kept; SendGrid takes 30 MB of mail, which is 40 MB in base64. */
  maxBytes?: number;
  /** For posts that arrive at the same time; where all are taken, one more is told to come back (503). */
  places: Places;
  /** Milliseconds that a post may take to arrive; then its place is somebody else's. */
  arrivingMs?: number;
  /** Milliseconds from there until it is kept, or SendGrid is told to come back. */
  keepingMs?: number;
  now: () => Date;
  refused: CountRefusal;
  observe: Observe;
  log: Logger;
};

/** `taken` is counted by the receiver; whoever asks whether a mail can be taken reads it. */
export type Places = { readonly all: number; taken: number };
export const createPlaces = (all = 20): Places => ({ all, taken: 0 });

// Each post is in memory twice while it is encrypted: two at once are 160 MB at worst.
const STORING_AT_ONCE = 2;

// SendGrid's last try comes 71 h 20 min after the first (as measured by others over a week), and nobody says whether
// it signs it anew. Clocks differ by a little.
const OLDEST_STAMP_MS = 73 * 3_600_000;
const NEWEST_STAMP_MS = 5 * 60_000;

/**
 * SendGrid's Inbound Parse. It retries only 5xx (for 72 h) and drops the mail silently on 3xx and 4xx (Twilio support,
 * "Inbound Parse Webhook Retry Logic"), so the answers are 200 once the mail is safe and 503 for everything else:
 * a wrong secret or signature (a badly rotated key loses nothing), overload, a database that is away.
 */
export function createInboundParse(options: InboundParseOptions): Router {
  const {
    queue,
    keyring,
    signingKey,
    replyDomain,
    spool: files,
    places,
    now,
    refused,
    observe,
    log,
    maxBytes = 40_000_000,
  } = options;
  const { arrivingMs = 60_000, keepingMs = 20_000 } = options;
  const storing = pLimit(STORING_AT_ONCE);
  const keys = options.publicKeys.map((key) =>
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
  );

  /** Writes the body to a file while the signature's digests run over the bytes as they arrive. */
  async function spool(request: IncomingMessage, file: string) {
    const timestamp = String(request.headers['x-twilio-email-event-webhook-timestamp'] ?? '');
    const verifiers: Verify[] = keys.map(() => createVerify('sha256').update(timestamp));
    let size = 0;
    const cut = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        for (const verifier of verifiers) verifier.update(chunk);
        const room = maxBytes - size;
        size += chunk.length;
        done(null, chunk.length <= room ? chunk : chunk.subarray(0, Math.max(room, 0)));
      },
    });
    await pipeline(request, cut, createWriteStream(file, { mode: SPOOL_MODE }));
    const signature = String(request.headers['x-twilio-email-event-webhook-signature'] ?? '');
    const stamped = Number(timestamp || Number.NaN) * 1000;
    return { size, stamped, signed: verifiers.some((verifier, n) => verifies(verifier, keys[n]!, signature)) };
  }

  async function store(body: Buffer, contentType: string, size: number): Promise<string> {
    const receivedAt = now();
    return queue.transact(async (tx) => {
      const to = await addressed(tx.sql, tokensOf(peekEnvelope(body, contentType), replyDomain), signingKey);
      const turn = await nextTurn(tx.sql, to);
      const id = await storeInbound(tx.sql, { contentType, body, receivedAt }, keyring, to);
      traceIs(id);
      if (size <= maxBytes) {
        tx.enqueue('place', { inboundId: id }, { priority: -turn });
        return id;
      }
      const reason = 'too_large';
      await quarantine(tx.sql, { inboundId: id, portalId: null, reason, fromAddress: null, subject: null, receivedAt });
      await recordInboundOutcome(tx.sql, id, { state: 'quarantined', outcome: reason }, receivedAt);
      log.warn({ inboundId: id, reason, size }, 'a post was too large to read and is in the quarantine');
      return id;
    });
  }

  const router = Router();
  router.post('/:secret', (request, response) => traced(() => receive(request, response)));
  const receive = async (request: Request<{ secret: string }>, response: Response): Promise<void> => {
    if (!options.secrets.some((secret) => sameSecret(request.params.secret, secret))) {
      refused('inbound_secret');
      response.status(503).json({ error: 'The address of this webhook is not the configured one.' });
      return;
    }
    if (places.taken >= places.all) {
      observe({ what: 'refusal', reason: 'busy' });
      log.warn({ arriving: places.taken }, 'too many posts at once, SendGrid will come back');
      response.status(503).set('Retry-After', '60').json({ error: 'Too many posts at once; send it again later.' });
      return;
    }
    places.taken++;
    const clock = performance.now();
    let spooled: Awaited<ReturnType<typeof files.newFile>> | null = null;
    const slow = setTimeout(() => request.destroy(new TimeLimitError()), arrivingMs);
    try {
      spooled = await files.newFile();
      const { file } = spooled;
      const { size, stamped, signed } = await spool(request, file);
      clearTimeout(slow);
      if (!signed) {
        refused('inbound_signature');
        response.status(503).json({ error: 'The signature of this post is not from a configured key.' });
        return;
      }
      if (!isTimely(stamped, now())) {
        refused('inbound_stamp');
        response.status(503).json({ error: 'The stamp of this post is too old, or ahead of our clock.' });
        return;
      }
      const deadline = AbortSignal.timeout(keepingMs);
      const keep = async () => store(await readFile(file), request.headers['content-type'] ?? '', size);
      const inboundId = await storing(() => before(deadline, keep));
      const ms = performance.now() - clock;
      const about = {
        what: 'step',
        step: 'kept',
        outcome: 'post',
        trace: inboundId,
        ids: { inboundId, size },
      } as const;
      observe({ ...about, ms, sinceReceiptMs: null });
      response.status(200).json({ ok: true });
    } catch (error) {
      observe({ what: 'refusal', reason: 'not_kept' });
      log.error(
        { route: '/webhooks/inbound-parse', err: errorFacts(error) },
        'a post could not be kept, SendGrid will send it again',
      );
      // Whatever became of the request: a read body has destroyed it, and SendGrid comes back only after an answer of 5xx.
      if (!response.headersSent)
        response.status(503).json({ error: 'The mail could not be kept; send it again later.' });
    } finally {
      clearTimeout(slow);
      places.taken--;
      await spooled?.remove();
    }
  };
  router.all('/{*rest}', (_request, response) => {
    response.status(503).json({ error: 'Inbound Parse posts go to /webhooks/inbound-parse/{secret}.' });
  });
  return router;
}

/** A post that somebody recorded cannot be played again later; what comes again within these days is a duplicate. */
function isTimely(stamped: number, now: Date): boolean {
  const age = now.getTime() - stamped;
  return age <= OLDEST_STAMP_MS && age >= -NEWEST_STAMP_MS;
}

function verifies(verifier: Verify, key: Parameters<Verify['verify']>[0], signature: string): boolean {
  try {
    return verifier.verify(key, signature, 'base64');
  } catch {
    return false;
  }
}
