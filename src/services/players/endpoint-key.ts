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

/** Four characters would reveal too much of a shorter key. */
const SHORTEST_HINTED_KEY = 16;
const HINT_LENGTH = 4;

/**
 * The columns of an endpoint's row that hold its API key.
 *
 * @param apiKey null for an endpoint that needs no key
 * @throws InvalidInputError for a blank key, a key that no header can carry, or if there is no master key; the message
 *   does not contain the key
 */
export function sealEndpointKey(vault: KeyVault, apiKey: string | null, owner: KeyOwner): StoredKey {
  if (apiKey === null) return { sealedKey: null, keyHint: null };
  requireText('apiKey', apiKey, ENDPOINT_KEY);
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new InvalidInputError('apiKey: contains white space or a non-ASCII character, which a header cannot carry');
  }
  const keyHint = apiKey.length < SHORTEST_HINTED_KEY ? null : apiKey.slice(-HINT_LENGTH);
  return { sealedKey: vault.seal(apiKey, owner), keyHint };
}
