import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler, Router } from 'express';
import { buildGenerator, getProgramFromFiles } from 'typescript-json-schema';
import { z } from 'zod';
import { takes } from '../../cards/endpoint.ts';
import { type CardDependencies, createCardRoutes } from '../../cards/index.ts';
import { ROOT } from '../house/imports.ts';

type Json = Record<string, unknown>;
/** `returns`: a type of cards/dto, and which of its fields alone; null where a result says no more than that it was done. */
type Endpoint = {
  method: 'get' | 'post';
  path: string;
  says: string;
  input: z.ZodType;
  returns: { type: string; only: string | null } | null;
};

/** OpenAPI 3.1 of what the pages inside HubSpot call: inputs from the zod schemas, results from the types of cards/dto. */
export function openApi(): Json {
  const endpoints = listEndpoints();
  const schemas = resultSchemas(endpoints.flatMap(({ returns }) => (returns ? [returns.type] : [])));
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = `/cards${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, path) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Reply Tracking: what its pages inside HubSpot call',
      version: '1',
      description:
        'HubSpot calls these addresses for a card (`hubspot.fetch`) and signs each request (v3); nobody else can. Every expected failure is a 200 with `ok: false`, since HubSpot turns any other status into a bad gateway.',
    },
    paths,
    components: {
      schemas,
      parameters: Object.fromEntries(CALLER.map((name) => [name, callerParameter(name)])),
      securitySchemes: {
        hubspot: { type: 'apiKey', in: 'header', name: 'X-HubSpot-Signature-v3', description: 'Made by HubSpot.' },
      },
    },
    security: [{ hubspot: [] }],
  };
}

/** What HubSpot's proxy adds to the query of every request. */
const CALLER = ['userId', 'portalId', 'userEmail', 'appId'];
const callerParameter = (name: string): Json => ({
  name,
  in: 'query',
  required: true,
  description: 'Added and signed by HubSpot.',
  schema: { type: 'string' },
});

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

function operation({ method, says, input, returns }: Endpoint, path: string): Json {
  const given = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  delete (given as Json).$schema;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => parameter(name!, 'path', { type: 'string' }, true));
  const inQuery = Object.entries(method === 'get' ? (given.properties ?? {}) : {}).map(([name, schema]) =>
    parameter(name, 'query', schema, given.required?.includes(name) ?? false),
  );
  const done = { type: 'object', properties: { ok: { const: true } }, required: ['ok'] };
  const time = {
    type: 'object',
    properties: { serverTime: { type: 'string', format: 'date-time' } },
    required: ['serverTime'],
  };
  const result = { allOf: [done, ...(returns ? [resultOf(returns)] : []), ...(method === 'get' ? [time] : [])] };
  return {
    operationId: [
      method,
      ...path
        .split(/[^\w]+/)
        .filter(Boolean)
        .slice(1),
    ]
      .join('_')
      .replaceAll('-', '_'),
    ...(says && { summary: says }),
    parameters: [...inPath, ...inQuery, ...CALLER.map((name) => ({ $ref: `#/components/parameters/${name}` }))],
    ...(method === 'post' && { requestBody: { required: true, content: { 'application/json': { schema: given } } } }),
    responses: {
      200: {
        description: 'The result, or why there is none.',
        content: { 'application/json': { schema: { anyOf: [result, ref('Failure')] } } },
      },
      401: {
        description: 'HubSpot did not sign this request.',
        content: { 'application/json': { schema: ref('Failure') } },
      },
    },
  };
}

const parameter = (name: string, place: 'path' | 'query', schema: Json, required: boolean): Json => ({
  name,
  in: place,
  required,
  schema,
});

const resultOf = ({ type, only }: NonNullable<Endpoint['returns']>): Json =>
  only === null
    ? ref(type)
    : {
        type: 'object',
        properties: { [only]: { $ref: `#/components/schemas/${type}/properties/${only}` } },
        required: [only],
      };

/** Types of cards/dto as JSON Schema, with what they are made of. */
function resultSchemas(types: string[]): Json {
  const { compilerOptions } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'));
  const files = readdirSync(join(ROOT, 'cards/dto')).map((name) => join(ROOT, 'cards/dto', name));
  const program = getProgramFromFiles(files, compilerOptions, ROOT);
  const generator = buildGenerator(program, {
    required: true,
    noExtraProps: false,
    ref: false,
    // Types are checked by our own TypeScript.
    ignoreErrors: true,
  });
  if (!generator) throw new Error('The types of cards/dto cannot be read.');
  const exported = filesIn('cards/dto').flatMap((text) => [
    ...[...text.matchAll(/^export type (\w+) =/gm)].map(([, name]) => name!),
    ...[...text.matchAll(/^export type \{ ([^}]+) \}/gm)].flatMap(([, names]) => names!.split(', ')),
  ]);
  const all = [...new Set(exported)].flatMap((name) => {
    const { $schema: _draft, description: _ownText, ...schema } = generator.getSchemaForSymbol(name);
    return schema.type === 'object' || schema.anyOf ? [[name, schema as Json] as const] : [];
  });
  const names = new Map(all.map(([name, schema]) => [JSON.stringify(schema), name]));
  const reached = new Map<string, Json>();
  const reach = (name: string): void => {
    if (reached.has(name)) return;
    reached.set(name, {});
    const own = all.find(([one]) => one === name)![1];
    reached.set(name, Object.fromEntries(Object.entries(own).map(([key, value]) => [key, shared(value)])));
  };
  /** The same with a reference wherever the whole of a type of cards/dto stands. */
  const shared = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shared);
    if (typeof value !== 'object' || value === null) return value;
    const { description, ...rest } = value as Json;
    const name = names.get(JSON.stringify(rest));
    if (!name) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shared(inner)]));
    reach(name);
    return { ...ref(name), ...(description !== undefined && { description }) };
  };
  for (const type of [...types, 'Failure']) reach(type);
  return Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every endpoint under /cards: path and input from the routes as they run, the rest from their text. */
export function listEndpoints(): Endpoint[] {
  const says = docstrings();
  const texts = routeTexts();
  // Nothing is called: the routes are only looked at.
  const routes = createCardRoutes({} as CardDependencies);
  return flatten(routes).map(({ method, path, handler }) => {
    const input = takes.get(handler);
    if (!input) throw new Error(`${method} ${path} is made by none of reads, writes and posts (cards/endpoint.ts).`);
    const key = `${method.toUpperCase()} ${path}`;
    return { method, path, says: says.get(key) ?? '', input, returns: returned(texts.get(key) ?? '') };
  });
}

type Layer = {
  route?: { path: string; stack: { method: string; handle: RequestHandler }[] };
  handle: RequestHandler & { stack?: Layer[] };
};

function flatten(routes: Router): { method: 'get' | 'post'; path: string; handler: RequestHandler }[] {
  return (routes.stack as unknown as Layer[]).flatMap(({ route, handle }) => {
    if (route) {
      const { method, handle: handler } = route.stack.at(-1)!;
      return [{ method: method as 'get' | 'post', path: route.path, handler }];
    }
    return handle.stack ? flatten(handle as unknown as Router) : [];
  });
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder)).map((name) => readFileSync(join(ROOT, folder, name), 'utf8'));

/** What the docstrings of cards/dto say after the address: `GET /home — what …`. */
function docstrings(): Map<string, string> {
  const found = filesIn('cards/dto').flatMap((text) => [
    ...text.matchAll(/(GET|POST) (\/[\w/:-]+)\S*(?:\s+—\s+((?:(?!\*\/)[\s\S])*?))?\s*\*\//g),
  ]);
  return new Map(
    found.map(([, method, path, says = '']) => [`${method} ${path}`, says.replace(/\s*\n\s*\*\s*/g, ' ').trim()]),
  );
}

/** The text of each route, by its method and path; of a helper that it calls, too. */
function routeTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of filesIn('cards/routes')) {
    const helpers = new Map(
      [...file.matchAll(/async function (\w+)\([\s\S]*?\{\n/g)].map(([text, name]) => [name!, text]),
    );
    for (const part of file.split(/\n {2}routes\.(?=get|post)/).slice(1)) {
      const own = part.split(/\n {2}\);\n/)[0]!;
      const [, method, path] = /^(get|post)\(\s*'([^']+)'/.exec(own) ?? [];
      const called = [...helpers].filter(([name]) => own.includes(`${name}(caller`)).map(([, text]) => text);
      texts.set(`${method?.toUpperCase()} ${path}`, [own, ...called].join('\n'));
    }
  }
  return texts;
}

function returned(text: string): Endpoint['returns'] {
  const [, pick, only, type] = /Promise<(?:\{ ok: true \} & )?(?:Pick<(\w+), '(\w+)'>|(\w+))>/.exec(text) ?? [];
  if (pick) return { type: pick, only: only! };
  return type ? { type, only: null } : null;
}

const BEGIN = '<!-- endpoints: written by `npm run docs` -->';
const END = '<!-- end of endpoints -->';

/** docs/api.md with its table of endpoints as the code has them. */
export function withEndpoints(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`docs/api.md needs the lines "${BEGIN}" and "${END}".`);
  const rows = listEndpoints().map(({ method, path, says, input, returns }) => {
    const fields = Object.keys(
      (z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as { properties?: Json }).properties ?? {},
    );
    const result = returns ? `\`${returns.type}${returns.only ? `.${returns.only}` : ''}\`` : 'done';
    const takesWhat = fields.filter((name) => name !== 'key').map((name) => `\`${name}\``);
    return `| \`${method.toUpperCase()} ${path}\` | ${takesWhat.join(', ')} | ${result} | ${says} |`;
  });
  return `${before}${BEGIN}\n| endpoint | takes | result | |\n|---|---|---|---|\n${rows.join('\n')}\n${END}${after}`;
}
