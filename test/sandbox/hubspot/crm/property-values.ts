import { invalid } from '../api/refusal.ts';
import type { ObjectType, Portal, PropertyDefinition } from '../model.ts';
import type { State } from '../state.ts';
import { HUBSPOT_PROPERTIES } from './property-catalogue.ts';

/** HubSpot's limit for one text value (objects guide and notes guide). */
const MAX_TEXT = 65_536;

type Problem = { name: string; message: string; error: string };

export const propertyKey = (portalId: number, objectType: ObjectType, name: string) =>
  `${portalId}/${objectType}/${name}`;

/** HubSpot's own definition, else one made in this portal that is not archived. */
export function definitionOf(state: State, portalId: number, objectType: ObjectType, name: string) {
  const own = HUBSPOT_PROPERTIES[objectType].find((definition) => definition.name === name);
  const made = own ?? state.properties.get(propertyKey(portalId, objectType, name));
  return made && !made.archivedAt ? made : null;
}

/**
 * Checks and normalises what a write wants to set, as the 2026-09 paths do: unknown and read-only properties, wrong
 * enumeration values, numbers and dates are refused, all problems of a record in one answer.
 */
export function checkedValues(
  state: State,
  portal: Portal,
  objectType: ObjectType,
  properties: unknown,
): Record<string, string> {
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    throw invalid('Invalid input JSON: Some required fields were not set: [properties]');
  }
  const problems: Problem[] = [];
  const values: Record<string, string> = {};
  for (const [name, given] of Object.entries(properties)) {
    if (given !== null && !['string', 'number', 'boolean'].includes(typeof given)) {
      throw invalid(`Invalid input JSON: Cannot deserialize value of type java.lang.String (field "${name}")`);
    }
    const definition = definitionOf(state, portal.id, objectType, name);
    const value = given === null ? '' : String(given);
    const outcome = definition ? checkValue(definition, value, portal) : unknownProperty(name);
    if (typeof outcome === 'string') values[name] = outcome;
    else problems.push({ name, ...outcome });
  }
  if (problems.length > 0) throw invalidProperties(problems);
  return values;
}

export function invalidProperties(problems: Problem[]) {
  const listed = problems.map((problem) => ({ isValid: false, ...problem }));
  return invalid(
    `Property values were not valid: ${JSON.stringify(listed)}`,
    problems.map(({ name, message, error }) => ({ message, code: error, context: { propertyName: [name] } })),
  );
}

const unknownProperty = (name: string) => ({
  message: `Property "${name}" does not exist`,
  error: 'PROPERTY_DOESNT_EXIST',
});

function checkValue(
  definition: PropertyDefinition,
  value: string,
  portal: Portal,
): string | { message: string; error: string } {
  if (definition.readOnly) {
    return {
      message: `"${definition.name}" is a read only property; its value cannot be set.`,
      error: 'READ_ONLY_VALUE',
    };
  }
  if (value === '') return '';
  switch (definition.type) {
    case 'number':
      return Number.isFinite(Number(value)) && value.trim() === value
        ? value
        : { message: `${value} was not a valid number.`, error: 'INVALID_INTEGER' };
    case 'bool':
      return ['true', 'false'].includes(value) ? value : notAnOption(value, ['true', 'false']);
    case 'datetime':
      return datetimeOf(value) ?? { message: `${value} was not a valid long.`, error: 'INVALID_LONG' };
    case 'date':
      return dateOf(value) ?? { message: `${value} is not a valid date: not midnight UTC.`, error: 'INVALID_DATE' };
    case 'enumeration':
      return checkOption(definition, value, portal);
    default:
      if (value.length > MAX_TEXT) {
        return {
          message: `Property value is too long: ${value.length} characters of at most ${MAX_TEXT}.`,
          error: 'PROPERTY_VALUE_TOO_LONG',
        };
      }
      if (definition.name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
        return { message: `Email address ${value} is invalid`, error: 'INVALID_EMAIL' };
      }
      return value;
  }
}

function checkOption(definition: PropertyDefinition, value: string, portal: Portal) {
  if (definition.externalOptions) {
    const ids = portal.owners.filter((owner) => !owner.archived).map((owner) => owner.id);
    return ids.includes(value) ? value : { message: `Owner ${value} does not exist`, error: 'INVALID_OWNER_ID' };
  }
  const allowed = definition.options.map((option) => option.value);
  const chosen = definition.fieldType === 'checkbox' ? value.split(';').filter((part) => part !== '') : [value];
  return chosen.every((part) => allowed.includes(part)) ? value : notAnOption(value, allowed);
}

const notAnOption = (value: string, allowed: string[]) => ({
  message: `${value} was not one of the allowed options: [${allowed.join(', ')}]`,
  error: 'INVALID_OPTION',
});

/** ISO 8601 with a zone, or milliseconds since 1970; HubSpot keeps UTC with milliseconds. */
function datetimeOf(value: string): string | null {
  const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value);
  const date = new Date(/^-?\d{1,14}$/.test(value) ? Number(value) : isIso ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function dateOf(value: string): string | null {
  const ms = /^\d{4}-\d\d-\d\d$/.test(value)
    ? Date.parse(value)
    : /^-?\d{1,14}$/.test(value)
      ? Number(value)
      : Number.NaN;
  return Number.isNaN(ms) || ms % 86_400_000 !== 0 ? null : new Date(ms).toISOString().slice(0, 10);
}
