import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInputError } from '../errors';
import { MASTER_KEY_BYTES } from './key-vault';

/** Source of the master key. */
export type MasterKeySource = {
  /** The setting TURNWISE_SECRET_KEY; null when it is not set. */
  readonly secretKey: string | null;
  /**
   * Folder of the embedded database, where a key is generated if the setting is absent; null with an external database.
   */
  readonly keyFolder: string | null;
};

const FILE = 'secret-key';
const READABLE_BY_OTHERS = 0o077;

/**
 * Loads the master key: the setting, or the file `secret-key` beside the embedded database, which is generated if
 * missing and readable only by its owner.
 *
 * @returns 32 bytes
 * @throws InvalidInputError when there is none, it is not 32 bytes in base64, or the file is readable by others
 */
export function loadMasterKey({ secretKey, keyFolder }: MasterKeySource): Buffer {
  if (secretKey !== null) return decodeMasterKey(secretKey, 'TURNWISE_SECRET_KEY');
  if (keyFolder === null) {
    throw new InvalidInputError(
      'TURNWISE_SECRET_KEY is not set: beside an external database it must be, to the same 32 bytes in base64 for API and ' +
        'workers (make some with: openssl rand -base64 32), before API keys of endpoints can be stored',
    );
  }
  const file = join(keyFolder, FILE);
  createOnce(keyFolder, file);
  if (process.platform !== 'win32' && (statSync(file).mode & READABLE_BY_OTHERS) !== 0) {
    throw new InvalidInputError(`${file} can be read by others: take their rights away (chmod 600)`);
  }
  return decodeMasterKey(readFileSync(file, 'utf8').trim(), file);
}

/** Processes that start simultaneously share one key: the file is created atomically, and the first one wins. */
function createOnce(folder: string, file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return;
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (statSync(file, { throwIfNoEntry: false }) === undefined) throw error;
  } finally {
    rmSync(draft);
  }
}

/** The error never contains the text. */
function decodeMasterKey(text: string, place: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const isWhole = bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  if (!isWhole || bytes.length !== MASTER_KEY_BYTES) {
    throw new InvalidInputError(
      `${place}: holds ${isWhole ? `${bytes.length} bytes` : 'no base64'}; it must hold ${MASTER_KEY_BYTES} bytes in base64`,
    );
  }
  return bytes;
}
