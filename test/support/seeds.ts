import { configureGlobal } from 'fast-check';

// A run of the suite says something about the change under test, so its random inputs are the same each time. What they
// have not met yet is looked for by `PROPERTY_SEED=random`, which `npm run test:properties` sets.
const { PROPERTY_SEED = '20261127' } = process.env;
if (PROPERTY_SEED !== 'random') configureGlobal({ seed: Number(PROPERTY_SEED) });
