import { setTimeout as delay } from 'node:timers/promises';
import type { Observe } from '../observe.ts';
import type { HubSpotClient } from './client.ts';
import { HubSpotError } from './errors.ts';

/** A client whose requests are counted and timed by what HubSpot made of them. */
export function observedClient(client: HubSpotClient, observe: Observe): HubSpotClient {
  return {
    async request(request) {
      const clock = performance.now();
      const told = (outcome: string) => observe({ what: 'hubspot_request', outcome, ms: performance.now() - clock });
      try {
        const result = await client.request(request);
        told('ok');
        return result;
      } catch (error) {
        told(error instanceof HubSpotError ? error.outcome : 'failed');
        throw error;
      }
    },
  };
}

/** Waits for a turn in a portal's budget, and tells how long. */
export const observedWait =
  (observe: Observe) =>
  (ms: number): Promise<unknown> => {
    observe({ what: 'hubspot_wait', ms });
    return delay(ms);
  };
