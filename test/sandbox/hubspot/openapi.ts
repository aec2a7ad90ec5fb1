import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, OpenAPIBackend, type Request } from 'openapi-backend';
import { API_VERSION } from './api/call.ts';
import type { RecordedCall } from './api/recorder.ts';
import { strictDefinition } from './openapi-definition.ts';

export type Violation = {
  seq: number;
  call: string;
  side: 'request' | 'answer';
  status: number;
  problems: string[];
};

export type OpenApiReport = {
  /** Calls whose request and answer were both held against HubSpot's files. */
  validated: number;
  violations: Violation[];
  /** Calls that no file describes, as `METHOD /path` with ids cut out, and how often. */
  uncovered: Record<string, number>;
};

type Api = { file: string; backend: OpenAPIBackend };

/**
 * Holds recorded calls against HubSpot's own OpenAPI files (HubSpot-public-api-spec-collection), one file per API in
 * `directory`. Every request is checked, and the answer too unless it never left.
 */
export async function validateRecorded(calls: RecordedCall[], directory: string): Promise<OpenApiReport> {
  const apis = await loadApis(directory);
  const report: OpenApiReport = { validated: 0, violations: [], uncovered: {} };
  for (const call of calls) {
    const api = apiFor(apis, call);
    const grant = unlistedGrant(call);
    if (!api || grant) {
      const path = call.path.replace(/\/(\d{4,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=\/|$)/g, '/{id}');
      const name = `${call.method} ${path}${grant}`;
      report.uncovered[name] = (report.uncovered[name] ?? 0) + 1;
      continue;
    }
    report.violations.push(...checkCall(api.backend, call));
    report.validated++;
  }
  return report;
}

/** The journal's guide documents this grant; the file of the token endpoint does not list it yet. */
function unlistedGrant({ path, requestBody }: RecordedCall): string {
  const isUnlisted =
    path === `/oauth/${API_VERSION}/token` &&
    (requestBody as { grant_type?: string } | null)?.grant_type === 'client_credentials';
  return isUnlisted ? ' (client_credentials)' : '';
}

async function loadApis(directory: string): Promise<Api[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const definition = strictDefinition(
        JSON.parse(await readFile(join(directory, file), 'utf8')),
      ) as unknown as Document;
      const backend = new OpenAPIBackend({
        definition,
        // The files carry `"example": null`, which OpenAPI itself does not allow.
        quick: true,
        ajvOpts: { strict: false, allErrors: true },
        customizeAjv: (ajv) =>
          ajv
            .addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
            .addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      });
      await backend.init();
      return { file, backend };
    }),
  );
}

/** Contacts, emails, notes and tasks have a file each for the same paths: the one of the object type counts. */
function apiFor(apis: Api[], call: RecordedCall): Api | undefined {
  const matching = apis.filter(({ backend }) => backend.matchOperation(requestOf(call)));
  const objectType = new RegExp(`^/crm/objects/${API_VERSION}/(\\w+)`).exec(call.path)?.[1];
  return matching.find(({ file }) => objectType && file.startsWith(`${objectType}.`)) ?? matching[0];
}

const requestOf = (call: RecordedCall): Request => ({
  method: call.method,
  path: call.path,
  headers: { 'content-type': call.contentType ?? '' },
  query: Object.fromEntries(
    Object.entries(call.query).map(([name, values]) => [name, values.length > 1 ? values : values[0]!]),
  ),
  body: call.requestBody ?? undefined,
});

function checkCall(backend: OpenAPIBackend, call: RecordedCall): Violation[] {
  const request = requestOf(call);
  const operation = backend.matchOperation(request);
  if (!operation) return [];
  const about = (side: Violation['side'], problems: string[]): Violation[] =>
    problems.length > 0
      ? [{ seq: call.seq, call: `${call.method} ${call.path}`, side, status: call.status, problems }]
      : [];
  const asked = backend.validateRequest(request, operation);
  const answered = call.outcome === 'hung' ? null : backend.validateResponse(call.responseBody, operation, call.status);
  const documented = Object.keys(operation.responses ?? {});
  const known = documented.some((status) => status === String(call.status) || status === `${String(call.status)[0]}XX`);
  // The token endpoints document no success at all, only `default`.
  const undocumented = call.outcome !== 'hung' && !known && documented.some((status) => status.startsWith('2'));
  return [
    ...about('request', problemsOf(asked.errors)),
    ...about('answer', [
      ...problemsOf(answered?.errors),
      ...(undocumented ? [`status ${call.status} is none of ${documented.join(', ')}`] : []),
    ]),
  ];
}

const problemsOf = (errors: { instancePath?: string; message?: string; params?: unknown }[] | null | undefined) =>
  (errors ?? []).map(
    ({ instancePath = '', message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
