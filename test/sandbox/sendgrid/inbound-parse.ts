import type { Clock } from '../clock/clock.ts';
import type { Store } from '../store.ts';
import { createDeliveries, type Delivery } from './deliveries.ts';
import { type InboundMail, parsedPost, rawPost } from './inbound-post.ts';
import type { SigningKey } from './keys.ts';
import { headerValue, splitHeaders } from './mime-parts.ts';
import { MULTIPART_TYPE } from './multipart.ts';

export type InboundRequest = {
  eml: Buffer;
  /** Default: the mail's own From and To headers. */
  envelope?: { from: string; to: string[] };
  mode?: 'raw' | 'parsed';
  /** Default: `pass`, and DKIM passing for From's domain. */
  spf?: string;
  dkim?: string;
  senderIp?: string;
  /** False leaves the signature out. */
  sign?: boolean;
  /** Default: where the stand-in was told to post. */
  url?: string;
};

export type InboundParse = {
  post(request: InboundRequest): Promise<Delivery>;
  setTarget(url: string, mode?: 'raw' | 'parsed'): void;
  list(): Delivery[];
  idle(): Promise<void>;
  close(): void;
};

export class NoInboundTargetError extends Error {
  override name = 'NoInboundTargetError';
}

/** Pauses between attempts: SendGrid's 5, 10, 15 … minutes, made short. */
const RETRY_MS = [100, 200, 400, 800, 1500, 3000];

/** SendGrid's Inbound Parse as the app meets it: a signed multipart post per mail. */
export function createInboundParse(options: {
  store: Store;
  clock: Clock;
  key: SigningKey;
  target?: { url: string; mode?: 'raw' | 'parsed' };
  retryMs?: number[];
}): InboundParse {
  const { store, clock, key, retryMs = RETRY_MS } = options;
  const targets = store.collection<{ url: string; mode: 'raw' | 'parsed' }>('inboundTarget');
  const target = () => targets.get('target')?.url;
  const deliveries = createDeliveries({ store, clock, key, name: 'inbound', retryMs, target, dropOn4xx: true });
  const setTarget = (url: string, mode: 'raw' | 'parsed' = 'raw') => {
    targets.put('target', { url, mode });
    store.commit();
  };
  if (options.target) setTarget(options.target.url, options.target.mode);
  return {
    post(request) {
      if (!(request.url ?? target()))
        throw new NoInboundTargetError('Inbound Parse has no address yet: call setTarget, or give a url.');
      const mail = withDefaults(request);
      const body = (request.mode ?? targets.get('target')?.mode) === 'parsed' ? parsedPost(mail) : rawPost(mail);
      return deliveries.post({ url: request.url, contentType: MULTIPART_TYPE, body, signed: request.sign ?? true });
    },
    setTarget,
    list: deliveries.list,
    idle: deliveries.idle,
    close: deliveries.close,
  };
}

function withDefaults({ eml, envelope, spf, dkim, senderIp }: InboundRequest): InboundMail {
  const { headers } = splitHeaders(eml);
  const from = addressIn(headerValue(headers, 'from'));
  return {
    eml,
    envelope: envelope ?? { from, to: [addressIn(headerValue(headers, 'to'))] },
    spf: spf ?? 'pass',
    dkim: dkim ?? dkimPass(from),
    senderIp: senderIp ?? '192.0.2.25',
  };
}

export const dkimPass = (address: string) => `{@${domainOf(address)} : pass}`;
const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** The bare address of a From header, name and brackets gone. */
export const addressIn = (header: string) => /<([^<>]*)>\s*$/.exec(header)?.[1] ?? header.trim();
