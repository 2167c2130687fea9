import type { KeyOwner, KeyVault } from '../../endpoints/key-vault';
import { InvalidInputError } from '../../errors';
import { requireText, type TextRule } from '../../stored-text';
import type { StoredKey } from '../../persistence/stores/players/endpoint-store';

export const ENDPOINT_KEY = {
  max: 1_000,
  unit: 'characters',
  mayBeBlank: false,
  isSecret: true,
} as const satisfies TextRule;

/** Of a shorter key, four characters would be too much. */
const SHORTEST_HINTED_KEY = 16;
const HINT_LENGTH = 4;

/**
 * What becomes of an API key in its endpoint's row.
 *
 * @param apiKey null for an endpoint that needs none
 * @throws InvalidInputError for a blank key, one that no header can carry, or when there
 *   is no master key; the key is not repeated
 */
export function sealEndpointKey(vault: KeyVault, apiKey: string | null, owner: KeyOwner): StoredKey {
  if (apiKey === null) return { sealedKey: null, keyHint: null };
  requireText('apiKey', apiKey, ENDPOINT_KEY);
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new InvalidInputError('apiKey: holds a blank or a character beyond ASCII, which no header carries');
  }
  const keyHint = apiKey.length < SHORTEST_HINTED_KEY ? null : apiKey.slice(-HINT_LENGTH);
  return { sealedKey: vault.seal(apiKey, owner), keyHint };
}
