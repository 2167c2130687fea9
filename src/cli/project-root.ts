import { join } from 'node:path';

/** The folder of package.json, relative to the compiled file (dist/src/cli). */
export const PROJECT_ROOT = join(__dirname, '..', '..', '..');
