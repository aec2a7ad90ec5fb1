import type { Router } from 'express';
import { z } from 'zod';
import { type Answer, API_VERSION, type World } from '../api/call.ts';
import { type Exchange, type Pipeline, serve } from '../api/pipeline.ts';
import { conflict, invalid, missingScopes, notFound, unauthenticated } from '../api/refusal.ts';
import { authenticate } from '../oauth/tokens.ts';
import type { JournalEntry } from '../state.ts';

const SUBSCRIPTIONS = `/webhooks-journal/subscriptions/${API_VERSION}`;
const JOURNAL = `/webhooks-journal/journal/${API_VERSION}`;
const KEPT_MS = 3 * 86_400_000;

const subscription = z.object({
  subscriptionType: z.literal('APP_LIFECYCLE_EVENT'),
  eventTypeId: z.enum(['4-1909196', '4-1916193']),
  properties: z.array(z.string()),
});

/** The webhooks journal ("Webhooks journal and management APIs"): asked with the app's own token, never a portal's. */
export function journalRoutes(pipeline: Pipeline, routes: Router): void {
  const { world } = pipeline;
  const answer = (path: string, method: 'get' | 'post', scope: string, work: (exchange: Exchange) => Answer) =>
    routes[method](path, (request, response) =>
      serve(pipeline, request, response, (exchange) => {
        requireAppToken(world, request.get('authorization'), scope);
        return work(exchange);
      }),
    );
  answer(SUBSCRIPTIONS, 'post', 'developer.webhooks_journal.subscriptions.write', ({ raw }) => subscribe(world, raw));
  answer(`${JOURNAL}/earliest`, 'get', 'developer.webhooks_journal.read', ({ request }) =>
    point(request, entriesOf(world)[0]),
  );
  answer(`${JOURNAL}/offset/:offset/next`, 'get', 'developer.webhooks_journal.read', ({ request }) => {
    const entries = entriesOf(world);
    const at = entries.findIndex(({ offset }) => offset === request.params.offset);
    if (at < 0) throw notFound('There is no such offset in the journal');
    return point(request, entries[at + 1]);
  });
  // The file store: its address is the permission.
  routes.get('/journal-files/:offset', (request, response) => {
    const entry = world.state.journal.get(String(request.params.offset));
    if (!entry) response.status(403).end();
    else response.json(fileOf(entry));
  });
}

function requireAppToken(world: World, authorization: string | undefined, scope: string): void {
  const token = authenticate(world.state, world.clock, authorization);
  if (token.client !== 'journal') throw unauthenticated('The journal takes client credentials only.');
  if (!token.scopes.includes(scope)) throw missingScopes([scope]);
}

function subscribe(world: World, raw: Buffer): Answer {
  const parsed = subscription.safeParse(JSON.parse(raw.toString('utf8') || 'null'));
  if (!parsed.success) throw invalid(`Invalid input JSON: ${parsed.error.issues[0]?.path.join('.')}`);
  const { eventTypeId } = parsed.data;
  if (world.state.journalSubscriptions.get(eventTypeId)) throw conflict('The subscription exists already');
  const id = world.state.nextNumber('journal/subscriptions', 1);
  world.state.journalSubscriptions.put(eventTypeId, { id, eventTypeId });
  const at = world.clock.now().toISOString();
  return {
    status: 201,
    body: { id, appId: world.app.appId, ...parsed.data, actions: [], createdAt: at, updatedAt: at },
  };
}

/** What happened within three days, oldest first. */
const entriesOf = ({ state, clock }: World) =>
  state.journal.values().filter(({ at }) => clock.now().getTime() - Date.parse(at) < KEPT_MS);

function point(request: Exchange['request'], entry: JournalEntry | undefined): Answer {
  if (!entry) return { status: 204 };
  const url = `http://${request.get('host')}/journal-files/${entry.offset}`;
  return { status: 200, body: { currentOffset: entry.offset, expiresAt: entry.at, url } };
}

const fileOf = ({ offset, action, portalId, at }: JournalEntry) => ({
  offset,
  publishedAt: at,
  journalEvents: [{ type: 'app_lifecycle_event', action, portalId, occurredAt: at }],
});
