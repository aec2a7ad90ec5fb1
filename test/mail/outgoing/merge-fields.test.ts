import { expect, test } from 'vitest';
import { fillMergeFields } from '../../../lib/mail/outgoing/merge-fields.ts';

const values = { 'contact.firstname': 'Mariana', 'contact.company': '', 'sender.name': 'Ana {{ x }}' };

test.each([
  ['Hola {{ contact.firstname }},', 'Hola Mariana,'],
  ['{{contact.firstname}} of {{ contact.company | "your company" }}', 'Mariana of your company'],
  ['{{ contact.company | your team }}!', 'your team!'],
  ['{{ Contact.FirstName | there }}', 'Mariana'],
  ['{{ contact.company | "" }}.', '.'],
  // A value is the customer's own text and no template.
  ['{{ sender.name }}', 'Ana {{ x }}'],
])('%s', (template, text) => {
  expect(fillMergeFields(template, values)).toEqual({ text, unresolved: [] });
});

test.each([
  ['Hi {{ contact.company }}', ['{{ contact.company }}']],
  ['Hi {{ contact.nickname }} and {{ contact.nickname }}', ['{{ contact.nickname }}']],
  ['Hi {{ contact.firstname', ['{{']],
  ['{% if contact.firstname %}Hi', ['{% if contact.firstname %}']],
  [
    '{{ personalization_token("contact.firstname", "there") }}',
    ['{{ personalization_token("contact.firstname", "there") }}'],
  ],
])('unresolved: %s', (template, unresolved) => {
  expect(fillMergeFields(template, values).unresolved).toEqual(unresolved);
});
