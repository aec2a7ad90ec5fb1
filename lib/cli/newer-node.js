// Loaded before anything else by the npm scripts, in words that Node 20 reads, which cannot load TypeScript at all.
// `npm ci` brings a newer Node along. npm 11 puts it on the path of its scripts; npm 10 drops its link again, since packages
// of other platforms have a program of the same name, so here it is found by itself and does the work.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// It came with Node 24.2 and 22.18; TypeScript is loaded since 22.18 and 23.6. Node 22 can, but warns of what is new in it.
const canRun = import.meta.main !== undefined;
if (!canRun || Number.parseInt(process.versions.node, 10) < 24) {
  const { platform, arch, version } = process;
  const file = platform === 'win32' ? 'node.exe' : 'node';
  const name = platform === 'win32' ? 'win' : platform;
  const newer = [`node-${name}-${arch}`, `node-bin-${name}-${arch}`]
    .map((one) => fileURLToPath(new URL(`../../node_modules/${one}/bin/${file}`, import.meta.url)))
    .find((path) => existsSync(path));
  if (newer) await runOn(newer);
  else if (!canRun) {
    console.error(
      `Reply Tracking runs on Node 22.18, 24.2 or newer, and this is ${version}. \`npm ci\` brings a newer one along for Linux, macOS and
Windows on x64 and arm64, but it is not here: run \`npm ci\` again without --omit=optional, or install Node 24 from https://nodejs.org.`,
    );
    process.exit(1);
  }
}

/** The program that was asked for is begun by the other Node alone, and this one ends with it. */
async function runOn(newer) {
  const { execArgv, argv } = process;
  const child = spawn(newer, [...execArgv, ...argv.slice(1)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
  await new Promise(() => {});
}
