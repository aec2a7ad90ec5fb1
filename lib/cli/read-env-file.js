import { existsSync } from 'node:fs';

// For `npm start` and `npm run admin`: what the environment has already stays as it is.
if (existsSync('.env')) process.loadEnvFile('.env');
