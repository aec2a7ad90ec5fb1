import type { Clock } from '../../clock/clock.ts';
import type { Store } from '../../store.ts';
import type { AppIdentity } from '../api/call.ts';
import { type OriginMap, reachable } from './origins.ts';
import { signV1, signV3 } from './signing.ts';
import {
  APP_SUBSCRIPTIONS,
  type ContactChange,
  eventFor,
  type Subscription,
  type WebhookEvent,
} from './webhook-events.ts';

/** Up to 100 events a post, 5 s for an answer, ten retries (webhooks guide); the pauses are those of a sandbox. */
const MAX_EVENTS = 100;
const ANSWER_MS = 5000;
const RETRY_MS = [100, 200, 400, 800, 1600, 3000, 3000, 3000, 3000, 3000];
const GATHER_MS = 15;

type Delivery = { id: string; event: WebhookEvent; failed: boolean };
type Target = { targetUrl: string; subscriptions: Subscription[] };

export type Webhooks = {
  tell(change: ContactChange): void;
  setTarget(targetUrl: string, subscriptions?: Subscription[]): void;
  /** Delivers events as they are, duplicates and all. */
  post(events: WebhookEvent[]): Promise<number>;
  pending(): WebhookEvent[];
  undelivered(): WebhookEvent[];
  /** Resolves when nothing waits for delivery any more. */
  idle(): Promise<void>;
  close(): void;
};

export function createWebhooks(options: {
  store: Store;
  clock: Clock;
  app: AppIdentity;
  origins: OriginMap;
  retryMs?: number[];
}): Webhooks {
  const { store, clock, app, origins, retryMs = RETRY_MS } = options;
  const deliveries = store.collection<Delivery>('deliveries');
  const targets = store.collection<Target>('webhookTarget');
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let closed = false;

  const waiting = () => deliveries.values().filter((delivery) => !delivery.failed);

  const schedule = (ms: number) => {
    if (closed || timer || running) return;
    timer = setTimeout(() => {
      timer = null;
      running = deliver().finally(() => {
        running = null;
        const next = waiting()[0];
        if (next) schedule(next.event.attemptNumber > 0 ? (retryMs[next.event.attemptNumber - 1] ?? 0) : GATHER_MS);
      });
    }, ms);
  };

  const post = async (events: WebhookEvent[]): Promise<number> => {
    const target = targets.get('target');
    if (!target) return 0;
    const body = JSON.stringify(events);
    const signed = { secret: app.clientSecret, method: 'POST', uri: target.targetUrl, body };
    const response = await fetch(reachable(target.targetUrl, origins), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signV1(app.clientSecret, body),
        ...signV3(signed, clock.now()),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await response.arrayBuffer();
    return response.status;
  };

  const deliver = async () => {
    const batch = waiting().slice(0, MAX_EVENTS);
    if (batch.length === 0) return;
    const status = await post(batch.map(({ event }) => event)).catch(() => 0);
    if (closed) return;
    for (const delivery of batch) {
      if (status >= 200 && status < 300) deliveries.delete(delivery.id);
      else {
        const attemptNumber = delivery.event.attemptNumber + 1;
        const failed = attemptNumber > retryMs.length;
        deliveries.put(delivery.id, { ...delivery, event: { ...delivery.event, attemptNumber }, failed });
      }
    }
    store.commit();
  };

  if (waiting().length > 0) schedule(GATHER_MS);

  return {
    tell(change) {
      const target = targets.get('target');
      for (const [index, subscription] of (target?.subscriptions ?? []).entries()) {
        const number = store.nextNumber('webhookEvent', 1);
        const event = eventFor(subscription, change, {
          eventId: 100_000 + number,
          subscriptionId: 5000 + index,
          appId: app.appId,
          occurredAt: clock.now().getTime(),
        });
        if (event) deliveries.put(String(number), { id: String(number), event, failed: false });
      }
      schedule(GATHER_MS);
    },
    setTarget(targetUrl, subscriptions = APP_SUBSCRIPTIONS) {
      targets.put('target', { targetUrl, subscriptions });
      store.commit();
    },
    post,
    pending: () => waiting().map(({ event }) => event),
    undelivered: () =>
      deliveries
        .values()
        .filter((delivery) => delivery.failed)
        .map(({ event }) => event),
    async idle() {
      while (!closed && (waiting().length > 0 || running)) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    close() {
      closed = true;
      if (timer) clearTimeout(timer);
    },
  };
}
