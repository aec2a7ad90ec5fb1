import type { Clock } from '../../clock/clock.ts';
import type { Token } from '../state.ts';
import { tooManyRequests } from './refusal.ts';

/** HubSpot's usage guidelines for OAuth apps, and the search guide's own budget. */
const TEN_SECONDLY = { requests: 110, windowMs: 10_000 };
/** A script that only looks, often: the limit that the app has to keep is not its business. */
const ONLOOKER = { requests: 5000, windowMs: 10_000 };
const SEARCH = { requests: 5, windowMs: 1000 };

export type Limits = {
  /** Counts a call of this token's client in its portal; refused with 429 above the budget. Returns the answer's headers. */
  spend(token: Token, budget: 'search' | undefined): Record<string, string>;
};

export function createLimits(clock: Clock): Limits {
  const spent = new Map<string, number[]>();
  const take = (key: string, { requests, windowMs }: typeof SEARCH): number => {
    const now = clock.now().getTime();
    const recent = (spent.get(key) ?? []).filter((at) => at > now - windowMs && at <= now);
    spent.set(key, recent);
    if (recent.length >= requests) return -1;
    recent.push(now);
    return requests - recent.length;
  };
  return {
    spend(token, budget) {
      const key = `${token.portalId}/${token.client}`;
      if (budget === 'search') {
        if (take(`${key}/search`, SEARCH) < 0) throw tooManyRequests('SECONDLY');
        return {};
      }
      const ten = token.client === 'private' ? ONLOOKER : TEN_SECONDLY;
      const remaining = take(key, ten);
      const headers = {
        'x-hubspot-ratelimit-max': String(ten.requests),
        'x-hubspot-ratelimit-remaining': String(Math.max(remaining, 0)),
        'x-hubspot-ratelimit-interval-milliseconds': String(ten.windowMs),
      };
      if (remaining < 0) throw Object.assign(tooManyRequests('TEN_SECONDLY_ROLLING'), { headers });
      return headers;
    },
  };
}
