import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

export const ROOT = resolve(import.meta.dirname, '../..');

export type Import = { from: string; to: string };

/** TypeScript of the product, without what is installed; paths from the root, with slashes. */
export function sources(...places: string[]): string[] {
  return places.flatMap((place) => {
    const path = join(ROOT, place);
    if (statSync(path).isFile()) return [place];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && /\.tsx?$/.test(one.name) && !one.parentPath.includes('node_modules'))
      .map((one) => relative(ROOT, join(one.parentPath, one.name)).replaceAll('\\', '/'));
  });
}

/** Every import of one file of ours by another, types and lazy ones too. */
export function importsOf(file: string): Import[] {
  const code = readFileSync(join(ROOT, file), 'utf8');
  const { module, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const lazy = [...code.matchAll(/\bimport\(\s*'([^']+)'/g)].map((match) => match[1]!);
  const named = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...lazy,
  ];
  return [...new Set(named.filter((name) => name.startsWith('.')))].map((name) => ({
    from: file,
    to: relative(ROOT, resolve(ROOT, file, '..', name)).replaceAll('\\', '/'),
  }));
}

/** Groups of files that import each other in a ring (Tarjan's strongly connected components). */
export function circles(imports: Import[]): string[][] {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    stack.push(file);
    for (const { to } of targets.get(file) ?? []) {
      if (!order.has(to)) visit(to);
      if (stack.includes(to)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(to)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const ring = stack.splice(stack.indexOf(file));
    if (ring.length > 1) found.push(ring);
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return found;
}
