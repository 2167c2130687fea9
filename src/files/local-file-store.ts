import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { NotFoundError } from '../errors';
import { explainDiskError, systemCodeOf } from './disk-error';
import { checkHash, type FileContent } from './file-content';
import { filePlace, type FileStore } from './file-store';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * Files in a folder of this machine: `<root>/<tenant>/<aa>/<hash>`. A file is written under a temporary name, flushed
 * to disk and then renamed, so that it is complete even after a power failure. The API and all workers must share the
 * folder.
 */
export class LocalFileStore implements FileStore {
  constructor(private readonly root: string) {}

  async put(tenantId: string, content: FileContent): Promise<void> {
    const file = this.fileOf(tenantId, content.hash);
    if ((await this.size(tenantId, content.hash)) === content.size) return;
    const folder = path.dirname(file);
    const temporary = path.join(folder, `.${content.hash}.${randomUUID()}`);
    try {
      await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
      await writeDurably(temporary, content);
      await rename(temporary, file);
      await flush(await open(folder, 'r'));
    } catch (error) {
      await rm(temporary, { force: true });
      throw explain(error, 'written');
    }
  }

  async *read(tenantId: string, hash: string): AsyncGenerator<Uint8Array> {
    const file = this.fileOf(tenantId, hash);
    try {
      yield* checkHash(createReadStream(file, { highWaterMark: 256 * 1024 }), hash);
    } catch (error) {
      if (isAbsence(error)) throw new NotFoundError(`no file ${hash}`, { cause: error });
      throw explain(error, 'read');
    }
  }

  async size(tenantId: string, hash: string): Promise<number | null> {
    try {
      return (await stat(this.fileOf(tenantId, hash))).size;
    } catch (error) {
      if (isAbsence(error)) return null;
      throw explain(error, 'inspected');
    }
  }

  async delete(tenantId: string, hash: string): Promise<void> {
    try {
      await rm(this.fileOf(tenantId, hash), { force: true });
    } catch (error) {
      throw explain(error, 'removed');
    }
  }

  private fileOf(tenantId: string, hash: string): string {
    return path.join(this.root, ...filePlace(tenantId, hash));
  }
}

async function writeDurably(file: string, content: FileContent): Promise<void> {
  const handle = await open(file, 'wx', FILE_MODE);
  try {
    for await (const piece of checkHash(iterate(content), content.hash)) await writeAll(handle, piece);
  } finally {
    await flush(handle);
  }
}

async function* iterate(content: FileContent): AsyncGenerator<Uint8Array> {
  yield* content.read();
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    written += (await handle.write(bytes, written, bytes.byteLength - written)).bytesWritten;
  }
}

/** Makes the written bytes survive a power failure, and closes the file. */
async function flush(handle: FileHandle): Promise<void> {
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isAbsence(error: unknown): boolean {
  return systemCodeOf(error) === 'ENOENT';
}

function explain(error: unknown, verb: string): unknown {
  return explainDiskError(error, `a file of the file store cannot be ${verb}`);
}
