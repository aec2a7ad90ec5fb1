import type { Clock } from '../clock/clock.ts';
import type { Store } from '../store.ts';
import type { SigningKey } from './keys.ts';

/**
 * A signed POST that is repeated until it is taken: SendGrid retries 5xx for 72 hours and drops on 3xx and 4xx (Twilio
 * support, "Inbound Parse Webhook Retry Logic"). `retryMs` are the sandbox's short pauses; the last one repeats.
 */
export type Delivery = {
  id: string;
  /** Null: wherever the target is when it is posted, which a restart may move. */
  url: string | null;
  contentType: string;
  signed: boolean;
  attempts: number;
  /** Every status so far; 0 where no answer came. */
  statuses: number[];
  state: 'waiting' | 'delivered' | 'dropped';
  firstAt: string;
};

export type Deliveries = {
  /** Posts at once and answers after the first attempt; what was not taken goes on in the background. */
  post(request: { url?: string; contentType: string; body: Buffer; signed?: boolean }): Promise<Delivery>;
  list(): Delivery[];
  idle(): Promise<void>;
  close(): void;
};

const RETRIED_FOR_MS = 72 * 3_600_000;
const ANSWER_MS = 30_000;

export function createDeliveries(options: {
  store: Store;
  clock: Clock;
  key: SigningKey;
  /** Name of the collection. */
  name: string;
  retryMs: number[];
  target(): string | undefined;
  /** Whether a 4xx is final: it is for Inbound Parse, and is not for events. */
  dropOn4xx: boolean;
}): Deliveries {
  const { store, clock, key, name, retryMs, target, dropOn4xx } = options;
  const deliveries = store.collection<Delivery>(name);
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  const attempt = async (delivery: Delivery): Promise<Delivery> => {
    const body = store.readBlob(`${name}-${delivery.id}`) ?? Buffer.alloc(0);
    const status = await fetch(delivery.url ?? target() ?? '', {
      method: 'POST',
      headers: {
        'content-type': delivery.contentType,
        'user-agent': 'SendGrid Event API',
        ...(delivery.signed ? key.sign(body, clock.now()) : {}),
      },
      body: new Uint8Array(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    const tried = { ...delivery, attempts: delivery.attempts + 1, statuses: [...delivery.statuses, status] };
    const settled = { ...tried, state: outcome(status, tried) };
    if (closed) return settled;
    deliveries.put(delivery.id, settled);
    store.commit();
    if (settled.state === 'waiting') later(settled);
    else store.deleteBlob(`${name}-${delivery.id}`);
    return settled;
  };

  const outcome = (status: number, { firstAt }: Delivery): Delivery['state'] => {
    if (status >= 200 && status < 300) return 'delivered';
    if (dropOn4xx && status >= 300 && status < 500) return 'dropped';
    return clock.now().getTime() - new Date(firstAt).getTime() > RETRIED_FOR_MS ? 'dropped' : 'waiting';
  };

  const later = (delivery: Delivery) => {
    const pause = retryMs[Math.min(delivery.attempts, retryMs.length) - 1] ?? 0;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void attempt(delivery);
    }, pause);
    timers.add(timer);
  };

  for (const delivery of deliveries.values()) if (delivery.state === 'waiting') later(delivery);

  return {
    post({ url, contentType, body, signed = true }) {
      const id = String(store.nextNumber(name, 1));
      const firstAt = clock.now().toISOString();
      const delivery: Delivery = {
        id,
        url: url ?? null,
        contentType,
        signed,
        attempts: 0,
        statuses: [],
        state: 'waiting',
        firstAt,
      };
      store.writeBlob(`${name}-${id}`, body);
      deliveries.put(id, delivery);
      store.commit();
      return attempt(delivery);
    },
    list: () => deliveries.values(),
    async idle() {
      while (!closed && deliveries.values().some(({ state }) => state === 'waiting')) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
