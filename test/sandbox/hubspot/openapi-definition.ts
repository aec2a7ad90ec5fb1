type Json = Record<string, unknown>;
type Definition = {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json>; responses: Record<string, Json> };
};

/**
 * Error shapes carry more in reality than in the files: `status`, and what a 429 adds. Of the answer about a token the
 * file has only the part that all kinds of tokens share.
 */
const OPEN_SCHEMAS = ['Error', 'ErrorDetail', 'StandardError', 'TokenInfoResponseBaseIF'];

/**
 * HubSpot's files made to say what they mean, for a validator that reads only JSON contents and exact statuses: unknown
 * fields are refused, `default` stands for every 4xx and 5xx, and a batch may answer 207 in the shape of its success.
 */
export function strictDefinition(definition: Definition): Definition {
  for (const [name, schema] of Object.entries(definition.components.schemas)) {
    const isClosed = schema.properties && schema.additionalProperties === undefined && !OPEN_SCHEMAS.includes(name);
    if (isClosed) schema.additionalProperties = false;
  }
  for (const operations of Object.values(definition.paths)) {
    for (const operation of Object.values(operations)) {
      if (operation.responses) operation.responses = explicitResponses(operation.responses as Json, definition);
    }
  }
  return definition;
}

function explicitResponses(responses: Json, definition: Definition): Json {
  const error = asJson(definition.components.responses.Error);
  const success = asJson((responses['200'] ?? responses['201']) as Json | undefined);
  const { default: _default, ...explicit } = responses;
  const isBatch = JSON.stringify(success ?? {}).includes('BatchResponse');
  return {
    ...Object.fromEntries(Object.entries(explicit).map(([status, response]) => [status, asJson(response as Json)])),
    ...(isBatch ? { '207': success } : {}),
    '4XX': error,
    '5XX': error,
  };
}

function asJson(response: Json | undefined): Json | undefined {
  const content = response?.content as Json | undefined;
  if (!response || !content?.['*/*']) return response;
  return { ...response, content: { 'application/json': content['*/*'] } };
}
