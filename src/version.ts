import manifest from '../package.json';

/** Version of this code, as results record it. */
export const CODE_VERSION: string = manifest.version;
