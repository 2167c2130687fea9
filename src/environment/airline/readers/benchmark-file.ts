import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { InvalidInputError } from '../../../errors';

/** Max size after unpacking; the benchmark's largest file has 7 MB. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/**
 * Text of the first file that exists among some names, each also tried in the folder `data` and with the suffix `.gz`.
 *
 * @returns the file's name and its text (UTF-8), or null when none exists
 * @throws InvalidInputError when a file is larger than 512 MiB, or damaged
 */
export async function findBenchmarkFile(
  folder: string,
  names: readonly string[],
): Promise<{ readonly name: string; readonly text: string } | null> {
  for (const name of names.flatMap((plain) => [plain, `${plain}.gz`])) {
    for (const path of [join(folder, name), join(folder, 'data', name)]) {
      const text = await readTextIfThere(path);
      if (text !== null) return { name, text };
    }
  }
  return null;
}

/** As `findBenchmarkFile`, for a required file. @throws InvalidInputError also when it does not exist */
export async function readBenchmarkFile(folder: string, name: string): Promise<string> {
  const file = await findBenchmarkFile(folder, [name]);
  if (file !== null) return file.text;
  throw new InvalidInputError(`${folder} contains no ${name} or ${name}.gz`);
}

/** Text of a file, unpacked when it is gzip. @throws InvalidInputError when it is missing, larger than 512 MiB or damaged */
export async function readPackedText(path: string): Promise<string> {
  const text = await readTextIfThere(path);
  if (text === null) throw new InvalidInputError(`there is no file ${path}`);
  return text;
}

async function readTextIfThere(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (bytes === null) return null;
  const unpacked = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(path, bytes) : bytes;
  if (unpacked.length > MAX_FILE_BYTES) throw new InvalidInputError(`${path} has more than ${MAX_FILE_BYTES} bytes`);
  return unpacked.toString('utf8');
}

function unpack(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_FILE_BYTES });
  } catch (cause) {
    throw new InvalidInputError(`${path} is damaged, or has more than ${MAX_FILE_BYTES} bytes unpacked`, { cause });
  }
}

function isMissing(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
