import { AddressGuard } from './address-guard';
import { parseAllowList } from './allow-list';
import { KeyVault } from './key-vault';
import { loadMasterKey } from './master-key';

/** What a process needs to store endpoints and to reach them. */
export type EndpointAccess = { readonly vault: KeyVault; readonly guard: AddressGuard };

/** The settings that decide it. */
export type EndpointSettings = {
  /** TURNWISE_SECRET_KEY. */
  readonly secretKey: string | null;
  /** TURNWISE_ENDPOINT_ALLOW. */
  readonly endpointAllow: string;
  /** Null: the database is embedded. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
};

/** What a process has that was given no settings: no internal host is reached, and no API key is stored. */
export const NO_ENDPOINT_SETTINGS: EndpointSettings = {
  secretKey: null,
  endpointAllow: '',
  databaseUrl: 'none',
  dataFolder: '',
};

/** @throws InvalidInputError when the allow list holds something else than hosts, addresses and ranges, or the key is not 32 bytes in base64 */
export function createEndpointAccess(settings: EndpointSettings): EndpointAccess {
  const { secretKey, endpointAllow, databaseUrl, dataFolder } = settings;
  const keyFolder = databaseUrl === null ? dataFolder : null;
  const load = (): Buffer => loadMasterKey({ secretKey, keyFolder });
  // A wrong setting is told at once; a file is made only when there is something to encrypt.
  if (secretKey !== null) load();
  return {
    vault: new KeyVault(load),
    guard: new AddressGuard(parseAllowList(endpointAllow)),
  };
}
