import path from 'node:path';
import type { Config } from '../config';
import type { FileStore } from './file-store';
import { LocalFileStore } from './local-file-store';
import { readS3Address } from './s3-address';
import { S3FileStore } from './s3-file-store';

/**
 * The file store that the settings name: an S3-compatible one by TURNWISE_FILE_STORE, else the folder `files` of the data
 * folder. Opening it touches nothing.
 *
 * @throws InvalidInputError for an address that is wrong, and when a credential is missing
 */
export function openFileStore(config: Pick<Config, 'fileStore' | 's3Credentials' | 'dataFolder'>): FileStore {
  if (config.fileStore === null) return new LocalFileStore(path.join(config.dataFolder, 'files'));
  return new S3FileStore(readS3Address(config.fileStore, config.s3Credentials));
}
