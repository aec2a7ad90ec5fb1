import { type ApiCall, bodyObject, type Route } from '../api/call.ts';
import { invalid } from '../api/refusal.ts';
import type { CrmObject, ObjectType } from '../model.ts';
import { associationsOf } from './linked-records.ts';
import { objectPaths, readScopes, requireObjectType } from './object-types.ts';
import { viewRecord } from './object-views.ts';
import { definitionOf } from './property-values.ts';
import { recordsOf } from './records.ts';

/** Limits of the CRM search guide (2026-03-30). */
const LIMITS = { groups: 5, filtersPerGroup: 6, filters: 18, page: 200, total: 10_000, bodyCharacters: 3000 };

export const searchRoutes: Route[] = [
  {
    method: 'post',
    paths: objectPaths('/:objectType/search'),
    scopes: readScopes,
    budget: 'search',
    handle: searchObjects,
  },
];

type Filter = { propertyName?: string; operator?: string; value?: string; highValue?: string; values?: string[] };
type Sort = string | { propertyName?: string; direction?: string };

function searchObjects(call: ApiCall) {
  if (call.raw.toString('utf8').length > LIMITS.bodyCharacters) throw invalid('The request body is too long');
  const objectType = requireObjectType(call.params.objectType);
  const body = bodyObject(call);
  const groups = ((body.filterGroups ?? []) as { filters?: Filter[] }[]).map((group) => group.filters ?? []);
  const limit = Number(body.limit ?? 10);
  const start = Number(body.after || 0);
  checkLimits(groups, limit, start);
  const seenBefore = call.world.clock.now().getTime() - call.world.settings.searchLagMs;
  const found = recordsOf(call.world, call.portal.id, objectType)
    .filter((record) => new Date(record.updatedAt).getTime() <= seenBefore)
    .filter(
      (record) => groups.length === 0 || groups.some((group) => group.every((filter) => matches(call, record, filter))),
    )
    .filter((record) => matchesQuery(record, String(body.query ?? '')));
  const sorted = sortRecords(found, (body.sorts ?? []) as Sort[]);
  const properties = Array.isArray(body.properties) ? body.properties.map(String) : [];
  const page = sorted.slice(start, start + limit);
  return {
    status: 200,
    body: {
      total: found.length,
      results: page.map((record) => viewRecord(call, record, { properties, withHistory: [] })),
      ...(start + limit < found.length ? { paging: { next: { after: String(start + limit) } } } : {}),
    },
  };
}

function checkLimits(groups: Filter[][], limit: number, start: number): void {
  const filters = groups.reduce((count, group) => count + group.length, 0);
  if (groups.length > LIMITS.groups) throw invalid(`A maximum of ${LIMITS.groups} filterGroups is supported`);
  if (filters > LIMITS.filters || groups.some((group) => group.length > LIMITS.filtersPerGroup)) {
    throw invalid(`A maximum of ${LIMITS.filtersPerGroup} filters a group and ${LIMITS.filters} in all is supported`);
  }
  if (!Number.isInteger(limit) || limit < 0 || limit > LIMITS.page)
    throw invalid(`limit must be at most ${LIMITS.page}`);
  if (!Number.isInteger(start) || start + limit > LIMITS.total) throw invalid('There are more than 10000 results');
}

function matches(call: ApiCall, record: CrmObject, filter: Filter): boolean {
  const { propertyName = '', operator = '' } = filter;
  if (propertyName.startsWith('associations.')) {
    const wanted = operator === 'IN' ? (filter.values ?? []) : [filter.value ?? ''];
    const toType = requireObjectType(propertyName.slice('associations.'.length));
    return associationsOf(call.world, record, toType).some(({ id }) => wanted.includes(id));
  }
  const definition = definitionOf(call.world.state, call.portal.id, record.objectType, propertyName);
  if (!definition) throw invalid(`There was a problem with the request: property ${propertyName} does not exist`);
  const isTime = definition.type === 'datetime' || definition.type === 'date';
  const comparable = (value: string | undefined) =>
    value === undefined ? Number.NaN : isTime && !/^-?\d+$/.test(value) ? Date.parse(value) : Number(value);
  const actual = record.properties[propertyName];
  const text = actual?.toLowerCase();
  const same = (value: string) => (isTime ? comparable(actual) === comparable(value) : text === value.toLowerCase());
  const order = comparable(actual);
  switch (operator) {
    case 'EQ':
      return same(filter.value ?? '');
    case 'NEQ':
      return !same(filter.value ?? '');
    case 'IN':
      // The search guide: string values of IN have to be lower case, others find nothing.
      return (filter.values ?? []).some((value) => text === value);
    case 'NOT_IN':
      return actual !== undefined && !(filter.values ?? []).some((value) => text === value);
    case 'HAS_PROPERTY':
      return actual !== undefined;
    case 'NOT_HAS_PROPERTY':
      return actual === undefined;
    case 'LT':
      return order < comparable(filter.value);
    case 'LTE':
      return order <= comparable(filter.value);
    case 'GT':
      return order > comparable(filter.value);
    case 'GTE':
      return order >= comparable(filter.value);
    case 'BETWEEN':
      return order >= comparable(filter.value) && order <= comparable(filter.highValue);
    case 'CONTAINS_TOKEN':
      return hasToken(text, filter.value ?? '');
    case 'NOT_CONTAINS_TOKEN':
      return !hasToken(text, filter.value ?? '');
    default:
      throw invalid(`${operator} is not a valid filter operator`);
  }
}

const hasToken = (text: string | undefined, token: string) =>
  (text ?? '').split(/[^\p{L}\p{N}]+/u).includes(token.replaceAll('*', '').toLowerCase());

const QUERIED: Record<ObjectType, string[]> = {
  contacts: ['firstname', 'lastname', 'email', 'phone', 'company', 'hs_additional_emails'],
  companies: ['name', 'domain'],
  deals: ['dealname'],
  tickets: ['subject', 'content'],
  calls: ['hs_call_title', 'hs_call_body'],
  emails: ['hs_email_subject'],
  notes: ['hs_note_body'],
  tasks: ['hs_task_subject', 'hs_task_body'],
};

const matchesQuery = (record: CrmObject, query: string) =>
  query === '' ||
  QUERIED[record.objectType].some((name) => record.properties[name]?.toLowerCase().includes(query.toLowerCase()));

function sortRecords(records: CrmObject[], sorts: Sort[]): CrmObject[] {
  const sort = sorts[0];
  if (!sort) return records;
  const name = typeof sort === 'string' ? sort.replace(/^-/, '') : (sort.propertyName ?? '');
  const descending = typeof sort === 'string' ? sort.startsWith('-') : sort.direction === 'DESCENDING';
  const sorted = records.toSorted((a, b) =>
    (a.properties[name] ?? '').localeCompare(b.properties[name] ?? '', 'en', { numeric: true }),
  );
  return descending ? sorted.reverse() : sorted;
}
