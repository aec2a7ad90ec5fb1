import { createPublicKey } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { errorFacts } from '../lib/error-facts.ts';
import { inGroups } from '../lib/groups.ts';
import { keepLarge, keepTogether, type SmallPost } from '../lib/intake/keep-posts.ts';
import { type Keyring, seal } from '../lib/keyring.ts';
import { peekEnvelope, peekEnvelopeIn } from '../lib/mail/incoming/peek-envelope.ts';
import { tokensOf } from '../lib/mail/own-marks/reply-address.ts';
import type { Observe } from '../lib/observe.ts';
import type { Queue } from '../lib/queue.ts';
import { sameSecret } from '../lib/same-secret.ts';
import { before, TimeLimitError } from '../lib/time-limit.ts';
import { traced, traceIs } from '../lib/trace.ts';
import { type ArrivedPost, takePost } from './arriving-post.ts';
import type { CountRefusal } from './refusals.ts';
import type { Spool } from './spool.ts';

export type InboundParseOptions = {
  queue: Queue;
  keyring: Keyring;
  signingKey: Buffer;
  replyDomain: string;
  /** One, or two during a rotation. */
  secrets: string[];
  /** Base64 SPKI keys of the security policy; one, or two during a rotation. */
  publicKeys: string[];
  /** For large posts that are still arriving. */
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
export const createPlaces = (all = 200): Places => ({ all, taken: 0 });

// Up to here a post stays in memory while it arrives, 200 of them are 50 MB; a larger one waits on disk.
const SMALL_BYTES = 256_000;
// 20 of the largest are 800 MB on disk. Each is read in pieces, and an insert of its last would wait for all others.
const LARGE_AT_ONCE = 20;
const STORING_LARGE_AT_ONCE = 2;
// A transaction costs as much for 32 posts as for one; two of them keep the database and this process busy in turn.
const GROUPS = { atOnce: 2, most: 32, mostBytes: 2_000_000 };

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
    spool,
    places,
    now,
    refused,
    observe,
    log,
    maxBytes = 40_000_000,
  } = options;
  const { arrivingMs = 60_000, keepingMs = 20_000 } = options;
  const smallBytes = Math.min(SMALL_BYTES, maxBytes);
  const storingLarge = pLimit(STORING_LARGE_AT_ONCE);
  let large = 0;
  const keys = options.publicKeys.map((key) =>
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
  );
  const tokenOf = (recipients: string[]) => tokensOf(recipients, replyDomain)[0] ?? null;

  const keepInGroup = inGroups<SmallPost, string>(GROUPS, (posts) =>
    queue.transact((tx) => keepTogether(tx, posts, { signingKey })),
  );

  /** Resolves once the post is durable. */
  async function keep(post: ArrivedPost, contentType: string): Promise<string> {
    const deadline = AbortSignal.timeout(keepingMs);
    const glance = { contentType, receivedAt: now(), size: post.size };
    if (post.body) {
      const small = {
        ...glance,
        token: tokenOf(peekEnvelope(post.body, contentType)),
        sealed: seal(post.body, keyring),
      };
      return before(deadline, () => keepInGroup(small, { bytes: small.size, deadline }));
    }
    const { file } = post;
    return storingLarge(() =>
      before(deadline, async () => {
        const token = tokenOf(await peekEnvelopeIn(file.pieces(), contentType));
        return queue.transact((tx) => keepLarge(tx, { ...glance, token, file }, { signingKey, keyring, log }));
      }),
    );
  }

  const busy = (response: Response): void => {
    observe({ what: 'refusal', reason: 'busy' });
    log.warn({ arriving: places.taken, large }, 'too many posts at once, SendGrid will come back');
    response.status(503).set('Retry-After', '60').json({ error: 'Too many posts at once; send it again later.' });
  };

  const router = Router();
  router.post('/:secret', (request, response) => traced(() => receive(request, response)));
  const receive = async (request: Request<{ secret: string }>, response: Response): Promise<void> => {
    if (!options.secrets.some((secret) => sameSecret(request.params.secret, secret))) {
      refused('inbound_secret');
      response.status(503).json({ error: 'The address of this webhook is not the configured one.' });
      return;
    }
    if (places.taken >= places.all) return busy(response);
    places.taken++;
    const clock = performance.now();
    let post: ArrivedPost | null = null;
    let isLarge = false;
    const enterLarge = () => {
      if (large >= LARGE_AT_ONCE) throw new BusyError();
      large++;
      isLarge = true;
    };
    const slow = setTimeout(() => request.destroy(new TimeLimitError()), arrivingMs);
    try {
      post = await takePost(request, { keys, spool, smallBytes, maxBytes, enterLarge });
      clearTimeout(slow);
      const { size, stamped, signed } = post;
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
      const inboundId = await keep(post, request.headers['content-type'] ?? '');
      traceIs(inboundId);
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
      if (error instanceof BusyError) return busy(response);
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
      if (isLarge) large--;
      if (post && !post.body) await post.file.remove();
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

/** As many large posts arrive as the disk has room for. */
class BusyError extends Error {}
