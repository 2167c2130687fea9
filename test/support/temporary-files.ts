import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFileStore } from '../../src/files/local-file-store';

/** A file store in a folder of its own. */
export type TemporaryFiles = { readonly store: LocalFileStore; readonly folder: string; remove(): Promise<void> };

export function createTemporaryFiles(): TemporaryFiles {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-test-files-'));
  return { store: new LocalFileStore(folder), folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
