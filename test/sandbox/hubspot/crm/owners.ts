import { API_VERSION, type ApiCall, type Route } from '../api/call.ts';
import { invalid, notFound } from '../api/refusal.ts';
import type { Owner } from '../model.ts';

const SCOPES = [['crm.objects.owners.read']];
const SINCE = '2024-01-15T09:00:00.000Z';

export const ownerRoutes: Route[] = [
  { method: 'get', paths: [`/crm/owners/${API_VERSION}`, '/crm/v3/owners'], scopes: SCOPES, handle: listOwners },
  {
    method: 'get',
    paths: [`/crm/owners/${API_VERSION}/:ownerId`, '/crm/v3/owners/:ownerId'],
    scopes: SCOPES,
    handle: readOwner,
  },
];

function listOwners(call: ApiCall) {
  const limit = Number(call.query.get('limit') ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw invalid('limit must be between 1 and 500');
  const email = call.query.get('email')?.toLowerCase();
  const archived = call.query.get('archived') === 'true';
  const found = call.portal.owners.filter(
    (owner) => owner.archived === archived && (!email || owner.email.toLowerCase() === email),
  );
  const after = call.query.get('after');
  const start = after ? found.findIndex((owner) => owner.id === after) + 1 : 0;
  const page = found.slice(start, start + limit);
  const last = page.at(-1);
  return {
    status: 200,
    body: {
      results: page.map(viewOwner),
      ...(last && start + limit < found.length ? { paging: { next: { after: last.id } } } : {}),
    },
  };
}

/** `idProperty=userId` looks the owner of a user up. */
function readOwner(call: ApiCall) {
  const byUser = call.query.get('idProperty') === 'userId';
  const archived = call.query.get('archived') === 'true';
  const owner = call.portal.owners.find(
    (one) => String(byUser ? one.userId : one.id) === call.params.ownerId && one.archived === archived,
  );
  if (!owner) throw notFound(`Owner ${call.params.ownerId} does not exist`);
  return { status: 200, body: viewOwner(owner) };
}

/** An archived owner has no user any more, only the id he had (owners guide). */
function viewOwner({ userId, teams = [], ...owner }: Owner) {
  return {
    ...owner,
    type: 'PERSON',
    ...(userId === null
      ? {}
      : owner.archived
        ? { userIdIncludingInactive: userId }
        : { userId, userIdIncludingInactive: userId }),
    createdAt: SINCE,
    updatedAt: SINCE,
    teams: teams.map((name, n) => ({ id: String(7000 + n), name, primary: n === 0 })),
  };
}
