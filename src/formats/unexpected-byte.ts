import { InvalidInputError } from '../errors';

/**
 * Creates the error for a byte that JSON does not allow at its position.
 *
 * @param offset of the byte from the start of the file
 * @param expected what JSON allows there, as a noun phrase: `a comma`
 */
export function unexpectedByte(byte: number, offset: number, expected: string): InvalidInputError {
  const hex = byte.toString(16).padStart(2, '0');
  const isPrintable = byte > 0x20 && byte < 0x7f;
  const shown = isPrintable ? `0x${hex} (\`${String.fromCharCode(byte)}\`)` : `0x${hex}`;
  return new InvalidInputError(`unexpected byte ${shown} at offset ${offset}; expected ${expected}`);
}
