import { type AddressBytes, type AddressRange, isInRange, parseRange } from './address-range';

/**
 * IPv4 addresses that are not on the public internet, or belong to the network of the machine.
 *
 * @see IANA IPv4 Special-Purpose Address Registry
 */
const INTERNAL_IPV4 = [
  '0.0.0.0/8', // this network; 0.0.0.0 reaches the machine itself
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT; metadata of some clouds
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a cloud's host, public in form alone
  '169.254.0.0/16', // link-local; metadata of most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; metadata of some clouds
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // relays from IPv6
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
].map(requireRange);

/**
 * Global unicast addresses of IPv6; everything else (loopback, unique local, link-local, multicast, translation) is
 * internal.
 */
const PUBLIC_IPV6 = requireRange('2000::/3');

/** Exceptions inside it. @see IANA IPv6 Special-Purpose Address Registry */
const INTERNAL_IPV6 = [
  '2001::/23', // protocol assignments; Teredo carries an IPv4 address
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4 carries an IPv4 address
  '3fff::/20', // documentation
].map(requireRange);

/** Whether an address is anything other than a public host. */
export function isInternalAddress(address: AddressBytes): boolean {
  const isInside = (range: AddressRange): boolean => isInRange(address, range);
  if (address.length === 4) return INTERNAL_IPV4.some(isInside);
  return !isInside(PUBLIC_IPV6) || INTERNAL_IPV6.some(isInside);
}

function requireRange(text: string): AddressRange {
  const range = parseRange(text);
  if (range === null) throw new Error(`${text} is not a range of addresses`);
  return range;
}
