/** The subset of OpenAPI's schema that structured output knows; other keywords are ignored there, so none is used. */
export type Schema = {
  type: 'STRING' | 'NUMBER' | 'INTEGER' | 'BOOLEAN' | 'ARRAY' | 'OBJECT';
  description: string;
  format?: 'enum';
  enum?: string[];
  nullable?: boolean;
  items?: Schema;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  propertyOrdering?: string[];
};

export type Thinking = { thinkingLevel: 'MINIMAL' | 'LOW' | 'MEDIUM' | 'HIGH' } | { thinkingBudget: number };

export type GenerateRequest = {
  model: string;
  system: string;
  prompt: string;
  schema: Schema;
  maxOutputTokens: number;
  thinking?: Thinking;
};

/** What the API answers, as far as it is read (https://ai.google.dev/api/generate-content). */
export type GenerateResponse = {
  promptFeedback?: { blockReason?: string };
  candidates?: { finishReason?: string; content?: { parts?: { text?: string; thought?: boolean }[] } }[];
  usageMetadata?: { promptTokenCount?: number; candidatesTokenCount?: number; totalTokenCount?: number };
};

/**
 * One call of generateContent by one of Google's packages, without a repetition. Throws a ServiceError for an answer
 * with another status than 200, anything else where there was no answer.
 */
export type Generate = (request: GenerateRequest, signal: AbortSignal) => Promise<GenerateResponse>;

export type ServiceOptions = {
  apiKey: string;
  /** Without the version; the package's own where left out. */
  baseUrl?: string;
};

/** The service refused a call. Its message may repeat the prompt, so only its status is passed on. */
export class ServiceError extends Error {
  readonly status: number;
  /** Milliseconds that the service asks to be left alone. */
  readonly retryAfterMs?: number;

  constructor(status: number, details: unknown) {
    super(`Gemini answered with status ${status}`);
    this.name = 'ServiceError';
    this.status = status;
    this.retryAfterMs = retryAfterOf(details);
  }
}

const retryInfo = 'type.googleapis.com/google.rpc.RetryInfo';

/** `details` of an error as google.rpc.Status gives them: RetryInfo says `"retryDelay": "26.5s"`. */
function retryAfterOf(details: unknown): number | undefined {
  const info: unknown = Array.isArray(details)
    ? details.find((detail: unknown) => isRecord(detail) && detail['@type'] === retryInfo)
    : undefined;
  const seconds = isRecord(info) ? /^(\d{1,6}(?:\.\d{1,9})?)s$/u.exec(String(info.retryDelay))?.[1] : undefined;
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
