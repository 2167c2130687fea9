import path from 'node:path';
import type { Config } from '../config';
import type { FileStore } from './file-store';
import { LocalFileStore } from './local-file-store';
import { readS3Address } from './s3-address';
import { S3FileStore } from './s3-file-store';

/**
 * Opens the configured file store: S3-compatible if TURNWISE_FILE_STORE is set, otherwise the folder `files` in the
 * data folder. Opening it reads and writes nothing.
 *
 * @throws InvalidInputError for an invalid address or a missing credential
 */
export function openFileStore(config: Pick<Config, 'fileStore' | 's3Credentials' | 'dataFolder'>): FileStore {
  if (config.fileStore === null) return new LocalFileStore(path.join(config.dataFolder, 'files'));
  return new S3FileStore(readS3Address(config.fileStore, config.s3Credentials));
}
