import { isIP } from 'node:net';

/** An IP address as bytes: 4, or 16. An IPv4 address inside an IPv6 one (`::ffff:127.0.0.1`) is the IPv4 address. */
export type AddressBytes = readonly number[];

/** A range of addresses with a common prefix. */
export type AddressRange = { readonly bytes: AddressBytes; readonly prefixBits: number };

/**
 * @param text an address in its usual notation, without brackets; a zone (`%eth0`) is ignored
 * @returns null when it is not an IP address
 */
export function parseAddress(text: string): AddressBytes | null {
  const bare = text.replace(/%.*$/, '');
  if (isIP(bare) === 4) return bare.split('.').map(Number);
  if (isIP(bare) !== 6) return null;
  const bytes = parseSixteenBytes(bare);
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return isMapped ? bytes.slice(12) : bytes;
}

/**
 * @param text an address, optionally with a prefix length: `10.0.0.0/8`, `::1/128`
 * @returns null when it is neither
 */
export function parseRange(text: string): AddressRange | null {
  const [address = '', bits, ...rest] = text.split('/');
  const bytes = parseAddress(address);
  if (bytes === null || rest.length > 0) return null;
  const width = bytes.length * 8;
  if (bits === undefined) return { bytes, prefixBits: width };
  if (!/^\d{1,3}$/.test(bits)) return null;
  // The prefix length of a mapped address counts over all 16 bytes.
  const prefixBits = isIP(address) === 6 && width === 32 ? Number(bits) - 96 : Number(bits);
  return prefixBits >= 0 && prefixBits <= width ? { bytes, prefixBits } : null;
}

export function isInRange(address: AddressBytes, range: AddressRange): boolean {
  if (address.length !== range.bytes.length) return false;
  return address.every((byte, index) => {
    const fixedBits = Math.min(8, Math.max(0, range.prefixBits - 8 * index));
    const mask = (0xff << (8 - fixedBits)) & 0xff;
    return (byte & mask) === ((range.bytes[index] ?? 0) & mask);
  });
}

/** @param text a valid IPv6 address without zone */
function parseSixteenBytes(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const before = toBytes(head);
  if (tail === undefined) return before;
  const after = toBytes(tail);
  return [...before, ...new Array<number>(16 - before.length - after.length).fill(0), ...after];
}

function toBytes(groups: string): number[] {
  if (groups === '') return [];
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
