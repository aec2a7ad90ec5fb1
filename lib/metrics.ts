import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observe, Seen } from './observe.ts';

const PREFIX = 'reply_tracking_';
// From a mail's receipt: the promise is 2 s to the forward; a wait for the AI is 30 minutes at most.
const WAY_SECONDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600];
const REQUEST_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30];

export type Metrics = ReturnType<typeof createMetrics>;

/** Everything that is counted in this process, and the gauges that a scrape fills from the database. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: PREFIX + name, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: PREFIX + name, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name: PREFIX + name, help, buckets, labelNames, registers });

  const steps = counter('steps_total', 'Steps that went well, by what they came to', ['step', 'outcome']);
  const failures = counter('failures_total', 'Steps that failed and wait for a person, by reason', ['step', 'reason']);
  const refusals = counter('refusals_total', 'Requests refused or put off before anything was kept', ['reason']);
  const sinceReceipt = histogram('step_seconds', 'Seconds from the receipt of a mail to a step', WAY_SECONDS, ['step']);
  const hubspot = counter('hubspot_requests_total', 'Requests to HubSpot; limited is a 429', ['outcome']);
  const hubspotSeconds = histogram('hubspot_request_seconds', 'Seconds of a request to HubSpot', REQUEST_SECONDS);
  const hubspotWait = counter('hubspot_wait_seconds_total', 'Seconds waited for a turn in a portal’s request budget');
  const ai = counter('ai_requests_total', 'Requests to the AI', ['outcome']);
  const aiSeconds = histogram('ai_request_seconds', 'Seconds of a request to the AI', REQUEST_SECONDS);
  const aiTokens = counter('ai_tokens_total', 'Tokens that the AI counted', ['direction']);
  const aiCost = counter('ai_cost_usd_total', 'What the AI cost, in US dollars');
  const fallbacks = counter('ai_fallbacks_total', 'Replies that the rules analyst read in the AI’s place');

  const observe: Observe = (seen: Seen) => {
    if (seen.what === 'step') {
      for (const outcome of seen.outcome.split(' ')) steps.inc({ step: seen.step, outcome });
      if (seen.sinceReceiptMs !== null) sinceReceipt.observe({ step: seen.step }, seen.sinceReceiptMs / 1000);
    } else if (seen.what === 'failure') failures.inc({ step: seen.step, reason: seen.reason });
    else if (seen.what === 'refusal') refusals.inc({ reason: seen.reason });
    else if (seen.what === 'hubspot_request') {
      hubspot.inc({ outcome: seen.outcome });
      hubspotSeconds.observe(seen.ms / 1000);
    } else if (seen.what === 'hubspot_wait') hubspotWait.inc(seen.ms / 1000);
    else if (seen.what === 'ai_request') {
      ai.inc({ outcome: seen.outcome });
      aiSeconds.observe(seen.ms / 1000);
      aiTokens.inc({ direction: 'in' }, seen.tokensIn);
      aiTokens.inc({ direction: 'out' }, seen.tokensOut);
      aiCost.inc(seen.costUsd);
    } else fallbacks.inc();
  };

  return {
    registry,
    observe,
    backlog: {
      databaseUp: gauge('database_up', '1 while the database answers'),
      databaseSeconds: gauge('database_response_seconds', 'Seconds that the database took for this scrape'),
      connections: gauge('database_connections', 'Connections of this process, by state', ['state']),
      poolSize: gauge('database_pool_size', 'Connections that this process may have'),
      placesTaken: gauge('arriving_posts', 'Posts that are arriving now'),
      places: gauge('arriving_posts_max', 'Posts that may arrive at once'),
      waiting: gauge('queue_jobs', 'Jobs that wait', ['queue']),
      oldestWaiting: gauge('queue_oldest_seconds', 'Age of the oldest job that is due, in seconds', ['queue']),
      oldestUnforwarded: gauge('oldest_unforwarded_seconds', 'Age of the oldest mail that no rep has yet, in seconds'),
      forAPerson: gauge('effects_for_a_person', 'Effects that wait for a person', ['state', 'kind']),
      unreadable: gauge('posts_unreadable', 'Posts that could not be read and wait for the operator'),
      portals: gauge('portals', 'Portals, by state; stopped is what HubSpot or its limits stopped', ['state']),
      budgetBehind: gauge('hubspot_budget_behind_seconds', 'How far the busiest portal’s next request lies ahead'),
    },
  };
}
