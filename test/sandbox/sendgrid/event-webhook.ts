import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Store } from '../store.ts';
import { createDeliveries, type Delivery } from './deliveries.ts';
import type { SigningKey } from './keys.ts';
import type { Message } from './messages.ts';

export type EventName = 'processed' | 'delivered' | 'bounce' | 'dropped' | 'deferred' | 'spamreport' | 'unsubscribe';

export type MailEvent = {
  email: string;
  timestamp: number;
  event: EventName;
  sg_event_id: string;
  sg_message_id: string;
  'smtp-id': string;
  [field: string]: unknown;
};

export type EventWebhook = {
  setTarget(url: string): void;
  /** Says what became of a mail at one recipient; its custom arguments come back at the top level of the event. */
  tell(
    message: Message,
    email: string,
    event: EventName,
    details?: Record<string, unknown>,
    delayMs?: number,
  ): MailEvent;
  /** Events so far, newest last. */
  events(): MailEvent[];
  deliveries(): Delivery[];
  idle(): Promise<void>;
  close(): void;
};

const GATHER_MS = 15;
const RETRY_MS = [100, 200, 400, 800, 1500, 3000];

/** SendGrid's event webhook: signed JSON arrays, repeated until a 2xx. */
export function createEventWebhook(options: {
  store: Store;
  clock: Clock;
  key: SigningKey;
  targetUrl?: string;
  retryMs?: number[];
}): EventWebhook {
  const { store, clock, key, retryMs = RETRY_MS } = options;
  const targets = store.collection<string>('eventTarget');
  const events = store.collection<MailEvent>('events');
  const waiting = store.collection<{ event: MailEvent; dueAt: number }>('eventsToPost');
  const target = () => targets.get('target');
  const deliveries = createDeliveries({ store, clock, key, name: 'eventPosts', retryMs, target, dropOn4xx: false });
  if (options.targetUrl) targets.put('target', options.targetUrl);
  let timer: NodeJS.Timeout | null = null;

  const post = () => {
    timer = null;
    const due = waiting.values().filter(({ dueAt }) => dueAt <= Date.now());
    for (const { event } of due) waiting.delete(event.sg_event_id);
    const body = Buffer.from(`${JSON.stringify(due.map(({ event }) => event))}\r\n`);
    if (target() && due.length > 0) void deliveries.post({ contentType: 'application/json;charset=utf-8', body });
    else store.commit();
    if (waiting.values().length > 0) schedule();
  };
  const schedule = () => {
    const next = Math.min(...waiting.values().map(({ dueAt }) => dueAt));
    timer ??= setTimeout(post, Math.max(GATHER_MS, next - Date.now()));
  };
  if (waiting.values().length > 0) schedule();

  return {
    setTarget(url) {
      targets.put('target', url);
      store.commit();
    },
    tell(message, email, event, details = {}, delayMs = 0) {
      const mailEvent: MailEvent = {
        ...message.customArgs,
        ...details,
        email,
        timestamp: Math.floor(clock.now().getTime() / 1000),
        event,
        sg_event_id: randomUUID(),
        sg_message_id: `${message.id}.filterdrecv-sandbox-0`,
        'smtp-id': message.messageId,
        ...(message.categories.length > 0 ? { category: message.categories } : {}),
      };
      events.put(mailEvent.sg_event_id, mailEvent);
      waiting.put(mailEvent.sg_event_id, { event: mailEvent, dueAt: Date.now() + delayMs });
      store.commit();
      if (timer) clearTimeout(timer);
      timer = null;
      schedule();
      return mailEvent;
    },
    events: () => events.values(),
    deliveries: deliveries.list,
    async idle() {
      while (timer) await new Promise((resolve) => setTimeout(resolve, 5));
      await deliveries.idle();
    },
    close() {
      if (timer) clearTimeout(timer);
      deliveries.close();
    },
  };
}
