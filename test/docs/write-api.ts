import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../house/imports.ts';
import { openApi, withEndpoints } from './api.ts';

await mkdir(join(ROOT, 'api'), { recursive: true });
await writeFile(join(ROOT, 'api/openapi.json'), `${JSON.stringify(openApi(), null, 1)}\n`);
const page = join(ROOT, 'docs/api.md');
await writeFile(page, withEndpoints(await readFile(page, 'utf8')));
