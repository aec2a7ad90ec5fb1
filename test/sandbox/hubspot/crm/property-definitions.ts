import { z } from 'zod';
import type { ApiCall } from '../api/call.ts';
import { conflict, invalid } from '../api/refusal.ts';
import type { PropertyDefinition, PropertyOption } from '../model.ts';
import { requireObjectType } from './object-types.ts';
import { groupKey } from './property-groups.ts';
import { definitionOf } from './property-values.ts';

/** Which field types HubSpot takes for which type (properties guide). */
const FIELD_TYPES = {
  bool: ['booleancheckbox', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
  enumeration: ['booleancheckbox', 'checkbox', 'radio', 'select', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  phone_number: ['phonenumber'],
  string: ['file', 'text', 'textarea', 'calculation_equation', 'html', 'phonenumber'],
} as const;

const optionSchema = z.object({
  label: z.string().min(1),
  value: z.string().min(1),
  displayOrder: z.number().int(),
  hidden: z.boolean(),
  description: z.string().optional(),
});

const definitionSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'names are lower case letters, digits and underscores'),
  label: z.string().min(1),
  groupName: z.string().min(1),
  type: z.enum(['bool', 'date', 'datetime', 'enumeration', 'number', 'phone_number', 'string']),
  fieldType: z.string(),
  description: z.string().default(''),
  options: z.array(z.unknown()).default([]),
  hasUniqueValue: z.boolean().default(false),
  hidden: z.boolean().default(false),
  formField: z.boolean().default(false),
  displayOrder: z.number().int().default(-1),
});

/** A new property as a create asks for it, or HubSpot's refusal. */
export function checkedDefinition(call: ApiCall, input: Record<string, unknown>): PropertyDefinition {
  const parsed = definitionSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`Property definition is not valid: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { data } = parsed;
  const { world, portal } = call;
  const fieldTypes: readonly string[] = FIELD_TYPES[data.type];
  if (!fieldTypes.includes(data.fieldType))
    throw invalid(`Field type ${data.fieldType} is not valid for type ${data.type}`);
  const objectType = requireObjectType(call.params.objectType);
  if (!world.state.groups.get(groupKey(portal.id, objectType, data.groupName))) {
    throw invalid(`Property group '${data.groupName}' does not exist`, [
      {
        message: 'The group does not exist',
        code: 'PROPERTY_GROUP_NOT_FOUND',
        context: { groupName: [data.groupName] },
      },
    ]);
  }
  if (definitionOf(world.state, portal.id, objectType, data.name)) {
    throw conflict(`A property named '${data.name}' already exists.`, 'OBJECT_ALREADY_EXISTS');
  }
  const options = checkedOptions(data.options);
  if (data.type === 'enumeration' && options.length === 0) throw invalid(`Enumeration ${data.name} needs options`);
  const isYesNo =
    options
      .map(({ value }) => value)
      .sort()
      .join() === 'false,true';
  if (data.type === 'bool' && !isYesNo) throw invalid(`Boolean ${data.name} needs the options true and false`);
  const at = world.clock.now().toISOString();
  return {
    ...data,
    options,
    hubspotDefined: false,
    readOnly: false,
    externalOptions: false,
    archivedAt: null,
    createdAt: at,
    updatedAt: at,
  };
}

export function checkedOptions(given: unknown): PropertyOption[] {
  const parsed = z.array(optionSchema).safeParse(given);
  if (!parsed.success) throw invalid('Property options need a label, a value, displayOrder and hidden each');
  const values = parsed.data.map(({ value }) => value);
  const labels = parsed.data.map(({ label }) => label);
  if (new Set(values).size < values.length || new Set(labels).size < labels.length) {
    throw invalid('Property option values and labels have to be unique');
  }
  return parsed.data;
}
