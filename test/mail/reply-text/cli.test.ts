import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../../lib/cli/reply-text.ts', import.meta.url));
const run = (input: string, ...flags: string[]) =>
  spawnSync(process.execPath, [command, ...flags], { input, encoding: 'utf8' });

const EML = [
  'From: Marta <marta@acme.example>',
  'Subject: =?utf-8?q?Re=3A_Gr=C3=BC=C3=9Fe?=',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=windows-1252',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=FC=DFe =96 40 =80.',
  '',
  'Am 12.03.2024 um 09:04 schrieb Jana <jana@acme.example>:',
  '> alt',
].join('\r\n');

describe('one mail', () => {
  test('raw MIME', () => {
    expect(run(EML).stdout).toBe('Grüße – 40 €.\n');
  });

  test('plain text, even one that begins like a header', () => {
    expect(run('Note: as discussed.\nPrice: 40 EUR\n\n> old\n').stdout).toBe('Note: as discussed.\nPrice: 40 EUR\n');
  });
});

test('a line in, a line out, in order', () => {
  const rows = [
    { id: 'a', text: 'Yes.\n\n> old' },
    { id: 2, html: '<p>Ja.</p><blockquote type="cite">alt</blockquote>' },
    { id: 'c', eml: EML },
    {
      id: 'd',
      text: 'Oui.\n\nVoici notre offre pour les quarante places.',
      sent: 'Voici notre offre pour les quarante places.',
    },
    { id: 'e', text: '' },
  ];
  const { stdout, status } = run(rows.map((row) => JSON.stringify(row)).join('\n'), '--jsonl');
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { id: 'a', text: 'Yes.' },
    { id: 2, text: 'Ja.' },
    { id: 'c', text: 'Grüße – 40 €.' },
    { id: 'd', text: 'Oui.' },
    { id: 'e', text: '' },
  ]);
  expect(status).toBe(0);
});

test('a bad line is named and the rest still answered', () => {
  const { stdout, stderr, status } = run(
    '{"id":1,"text":"Yes."}\nnot json\n{"id":3}\n{"id":4,"text":"No."}\n',
    '--jsonl',
  );
  expect(stdout).toBe('{"id":1,"text":"Yes."}\n{"id":4,"text":"No."}\n');
  expect(stderr).toMatch(/^line 2: is not JSON/m);
  expect(stderr).toMatch(/^line 3: /m);
  expect(status).toBe(1);
});
