import { inboundKey } from './inbound-post.ts';

/** Every setting that a production start requires, and nothing else: keys of nothing, addresses of nobody. */
export function productionSettings() {
  const key = Buffer.alloc(32, 7).toString('base64');
  const { publicKey } = inboundKey();
  return {
    PUBLIC_URL: 'https://app.example.com',
    SIGNING_KEY: key,
    ENCRYPTION_KEYS: `k1:${key}`,
    REPLY_DOMAIN: 'reply.example.com',
    MAIL_DOMAIN: 'example.com',
    SENDGRID_API_KEY: 'SG.test',
    INBOUND_SECRETS: 'a-secret-of-twenty-characters',
    INBOUND_PUBLIC_KEYS: publicKey,
    EVENT_PUBLIC_KEYS: publicKey,
    HUBSPOT_APP_ID: '1',
    HUBSPOT_CLIENT_ID: 'id',
    HUBSPOT_CLIENT_SECRET: 'secret',
  };
}
