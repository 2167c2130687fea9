import { AddressGuard } from './address-guard';
import { parseAllowList } from './allow-list';
import { KeyVault } from './key-vault';
import { loadMasterKey } from './master-key';

/** Services for storing and reaching endpoints. */
export type EndpointAccess = { readonly vault: KeyVault; readonly guard: AddressGuard };

/** Settings of endpoint access. */
export type EndpointSettings = {
  /** TURNWISE_SECRET_KEY. */
  readonly secretKey: string | null;
  /** TURNWISE_ENDPOINT_ALLOW. */
  readonly endpointAllow: string;
  /** Null: the database is embedded. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
};

/** Endpoint access without settings: internal hosts are blocked, and API keys cannot be stored. */
export const NO_ENDPOINT_SETTINGS: EndpointSettings = {
  secretKey: null,
  endpointAllow: '',
  databaseUrl: 'none',
  dataFolder: '',
};

/**
 * @throws InvalidInputError when the allow list has an entry that is not a host, address or range, or the key is not 32
 * bytes in base64
 */
export function createEndpointAccess(settings: EndpointSettings): EndpointAccess {
  const { secretKey, endpointAllow, databaseUrl, dataFolder } = settings;
  const keyFolder = databaseUrl === null ? dataFolder : null;
  const load = (): Buffer => loadMasterKey({ secretKey, keyFolder });
  // A wrong setting is reported immediately; the file is created only when there is something to encrypt.
  if (secretKey !== null) load();
  return {
    vault: new KeyVault(load),
    guard: new AddressGuard(parseAllowList(endpointAllow)),
  };
}
