import { createReadStream } from 'node:fs';
import { writeSpoolFile } from './spool-file';

/** Received bytes that can be read more than once. */
export type Spool = {
  read(): AsyncIterable<Uint8Array>;
  remove(): Promise<void>;
};

/** Keeps the bytes in a temporary file; the caller removes it. @throws as `writeSpoolFile` */
export async function spoolBytes(bytes: AsyncIterable<Uint8Array>): Promise<Spool> {
  const { file, remove } = await writeSpoolFile(bytes);
  return { read: () => createReadStream(file), remove };
}
