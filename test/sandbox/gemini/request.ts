import { z } from 'zod';

/** The subset of OpenAPI's schema that `responseSchema` takes (ai.google.dev, "Structured output", Schema). */
const SCHEMA_FIELDS = [
  'type',
  'format',
  'description',
  'nullable',
  'enum',
  'items',
  'properties',
  'required',
  'propertyOrdering',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'title',
  'anyOf',
  'pattern',
  'default',
  'example',
  'minProperties',
  'maxProperties',
];
const TYPES = ['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT'];

const partsSchema = z.object({
  role: z.string().optional(),
  parts: z.array(z.object({ text: z.string() }).loose()).min(1),
});

const requestSchema = z
  .object({
    contents: z.array(partsSchema).min(1),
    systemInstruction: z.union([partsSchema, z.string()]).optional(),
    generationConfig: z
      .object({
        responseMimeType: z.string().optional(),
        responseSchema: z.record(z.string(), z.unknown()).optional(),
        maxOutputTokens: z.int().positive().optional(),
        thinkingConfig: z
          .strictObject({
            thinkingLevel: z.enum(['MINIMAL', 'LOW', 'MEDIUM', 'HIGH']).optional(),
            thinkingBudget: z.int().min(-1).optional(),
            includeThoughts: z.boolean().optional(),
          })
          .optional(),
      })
      .loose()
      .optional(),
    safetySettings: z.array(z.unknown()).optional(),
    tools: z.array(z.unknown()).optional(),
  })
  .loose();

export type ResponseSchema = {
  type?: string;
  nullable?: boolean;
  enum?: string[];
  items?: ResponseSchema;
  properties?: Record<string, ResponseSchema>;
  required?: string[];
  propertyOrdering?: string[];
};

export type Prompt = { model: string; system: string; text: string; schema: ResponseSchema };

export class GeminiRefusal extends Error {
  override name = 'GeminiRefusal';
  readonly status: number;
  readonly code: string;
  /** As google.rpc.Status has them. */
  readonly details?: object[];
  constructor(status: number, code: string, message: string, details?: object[]) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

const badRequest = (message: string) => new GeminiRefusal(400, 'INVALID_ARGUMENT', message);

/** The prompt of a generateContent call, or what Google refuses. A call without a response schema is a mistake of ours. */
export function readPrompt(model: string, body: unknown): Prompt {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) throw badRequest(`Invalid JSON payload received. ${z.prettifyError(parsed.error)}`);
  const { contents, systemInstruction, generationConfig } = parsed.data;
  const schema = generationConfig?.responseSchema as ResponseSchema | undefined;
  if (generationConfig?.responseMimeType !== 'application/json' || !schema) {
    throw badRequest('Structured output needs responseMimeType application/json and a responseSchema.');
  }
  const thinking = generationConfig.thinkingConfig;
  if (thinking?.thinkingLevel !== undefined && thinking.thinkingBudget !== undefined) {
    throw badRequest('You can only set only one of thinking budget and thinking level.');
  }
  checkSchema(schema, 'generation_config.response_schema');
  const textOf = (parts: { text: string }[]) => parts.map(({ text }) => text).join('\n');
  const system = typeof systemInstruction === 'string' ? systemInstruction : textOf(systemInstruction?.parts ?? []);
  return { model, system, text: contents.map(({ parts }) => textOf(parts)).join('\n'), schema };
}

function checkSchema(schema: ResponseSchema, path: string): void {
  for (const field of Object.keys(schema)) {
    if (!SCHEMA_FIELDS.includes(field)) {
      throw badRequest(`Invalid JSON payload received. Unknown name "${field}" at '${path}': Cannot find field.`);
    }
  }
  const type = String(schema.type ?? '').toUpperCase();
  if (!TYPES.includes(type)) throw badRequest(`${path}.type: must be specified`);
  if (schema.enum && type !== 'STRING') throw badRequest(`${path}.enum: only allowed for STRING type`);
  if (schema.enum?.some((value) => value === '')) throw badRequest(`${path}.enum: cannot be empty`);
  if (type === 'ARRAY') {
    if (!schema.items) throw badRequest(`${path}.items: missing field.`);
    checkSchema(schema.items, `${path}.items`);
  }
  if (type !== 'OBJECT') return;
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) throw badRequest(`${path}.properties: should be non-empty for OBJECT type`);
  for (const field of ['required', 'propertyOrdering'] as const) {
    const unknown = schema[field]?.find((name) => !schema.properties?.[name]);
    if (unknown !== undefined) throw badRequest(`${path}.${field}: property ${unknown} is not defined`);
  }
  for (const [name, property] of properties) checkSchema(property, `${path}.properties[${name}]`);
}
