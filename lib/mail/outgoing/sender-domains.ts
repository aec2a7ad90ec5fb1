import sharedClient from '@sendgrid/client';
import { z } from 'zod';

// The package's types know only the instance that all callers would share; the class is exported beside it.
const { Client } = sharedClient as unknown as { Client: new () => typeof sharedClient };

/** Domains that SendGrid signs for, in lower case; null where the API key may not read them. Throws where SendGrid fails. */
export type ReadSenderDomains = () => Promise<string[] | null>;

const domains = z.array(z.object({ domain: z.string(), valid: z.boolean() }));
/** SendGrid's most a page. */
const PAGE = 50;
const PAGES = 20;

/** SendGrid's list of authenticated domains (Twilio docs, "List all authenticated domains"): From may stand at none else. */
export function createReadSenderDomains(options: {
  apiKey: string;
  baseUrl: string;
  timeoutMs: number;
}): ReadSenderDomains {
  const client = new Client();
  client.setApiKey(options.apiKey);
  // After setApiKey, which resets it.
  client.setDefaultRequest('baseUrl', options.baseUrl);
  // What the mail service's setTimeout sets; the client's own types lack it.
  client.setDefaultRequest({ timeout: options.timeoutMs } as never);
  return async () => {
    const found: string[] = [];
    try {
      for (let page = 0; page < PAGES; page++) {
        const qs = { limit: PAGE, offset: page * PAGE };
        const [{ body }] = await client.request({ method: 'GET', url: '/v3/whitelabel/domains', qs });
        const read = domains.parse(body);
        found.push(...read.flatMap(({ domain, valid }) => (valid ? [domain.toLowerCase()] : [])));
        if (read.length < PAGE) break;
      }
      return found;
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
      if (code === 401 || code === 403) return null;
      throw error;
    }
  };
}
