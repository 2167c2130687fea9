import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** The compiled entry beside a source file, because a thread does not use the loader that runs sources in tests. */
export function threadFile(folder: string, name: string): string {
  const compiled = __filename.endsWith('.ts') ? path.join(ROOT, 'dist', path.relative(ROOT, folder)) : folder;
  return path.join(compiled, name);
}
