import { expect, test } from 'vitest';
import type { ContactView, PropertyView } from '../sandbox/page/views.ts';
import { pictureOf } from '../sandbox/play/picture.ts';

const property = (label: string, shown: string): PropertyView => ({
  name: label,
  label,
  value: shown,
  shown,
  options: null,
});
const contact: ContactView = {
  id: '1',
  name: 'Mariana Oliveira',
  email: 'mariana@padariasol.example',
  jobTitle: 'Buyer',
  company: 'Padaria Sol',
  owner: '',
  groups: [
    {
      name: 'reply_tracking',
      label: 'Reply tracking',
      properties: [property('Response type', 'High value'), property('Detractor', '')],
    },
  ],
  timeline: [
    {
      id: '1',
      kind: 'email',
      at: '',
      title: 'a very long subject '.repeat(20),
      body: '',
      html: false,
      facts: [],
      direction: 'incoming',
    },
    {
      id: '2',
      kind: 'task',
      at: '',
      title: 'Call',
      body: '',
      html: false,
      facts: [{ label: 'Due', value: '1 Dec' }],
      direction: null,
    },
  ],
  related: [],
  lastMail: null,
};

test('the record is drawn in lines of one width, without what is empty', () => {
  const picture = pictureOf(contact, { colors: false });
  const lines = picture.split('\n');
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([92]));
  for (const text of [
    'Mariana Oliveira',
    'Response type',
    'High value',
    'Email  ← a very long',
    '…',
    'Task   Call',
    'Due 1 Dec',
  ]) {
    expect(picture).toContain(text);
  }
  expect(picture).not.toContain('Detractor');
  expect(picture).not.toContain('\u001b');
});

test('colors change nothing but the color', () => {
  const painted = pictureOf(contact, { colors: true });
  expect(painted).toContain('\u001b[1m');
  expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(pictureOf(contact, { colors: false }));
});
