import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Store } from '../store.ts';

/** A P-256 key as SendGrid signs with; the public half is what its settings page shows: base64 of the SPKI. */
export type SigningKey = { publicKey: string; sign(body: Buffer, now: Date): Record<string, string> };

/** The same key after every restart on the same directory. */
export function openKey(store: Store, name: string): SigningKey {
  const keys = store.collection<{ privateKey: string; publicKey: string }>('keys');
  if (!keys.get(name)) keys.put(name, newKey());
  const { privateKey, publicKey } = keys.get(name)!;
  const key: KeyObject = createPrivateKey(privateKey);
  return {
    publicKey,
    /** ECDSA over the timestamp and the raw body ("Getting started with the Event Webhook Security Features"). */
    sign(body, now) {
      const timestamp = String(Math.floor(now.getTime() / 1000));
      const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), body]), key).toString('base64');
      return {
        'x-twilio-email-event-webhook-signature': signature,
        'x-twilio-email-event-webhook-timestamp': timestamp,
      };
    },
  };
}

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}
