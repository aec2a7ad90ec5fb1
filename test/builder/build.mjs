import { remoteBuild } from '@hubspot/ui-extensions-dev-server/build';

/** `node build.mjs FOLDER ENTRYPOINT OUTPUT`: what HubSpot's server does with one UI component. */
const [root, entryPoint, outputDir] = process.argv.slice(2);
process.chdir(root);
process.env.NODE_ENV = 'production';
await remoteBuild({ root, entryPoint, outputDir, logLevel: 'warn' });
