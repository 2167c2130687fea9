import { InvalidInputError } from '../errors';
import { type AddressBytes, type AddressRange, isInRange, parseRange } from './address-range';

/** Internal hosts that the operator allows for endpoints. */
export type AllowList = { readonly hosts: ReadonlySet<string>; readonly ranges: readonly AddressRange[] };

export const NOTHING_ALLOWED: AllowList = { hosts: new Set(), ranges: [] };

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/**
 * Parses the setting TURNWISE_ENDPOINT_ALLOW.
 *
 * @param text host names, addresses and ranges, separated by commas, e.g. `127.0.0.0/8, ::1, model.internal`
 * @throws InvalidInputError naming the entry that is none of these
 */
export function parseAllowList(text: string): AllowList {
  const entries = text.split(',').map((entry) => entry.trim());
  const hosts = new Set<string>();
  const ranges: AddressRange[] = [];
  for (const entry of entries.filter((one) => one !== '')) {
    const range = parseRange(entry.replace(/^\[(.*)\]$/, '$1'));
    const host = normalizeHost(entry);
    // A number or a slash alone is a mistyped range, not a name.
    if (range !== null) ranges.push(range);
    else if (HOST_NAME.test(host) && !/^[\d.]+$/.test(host)) hosts.add(host);
    else {
      throw new InvalidInputError(
        `TURNWISE_ENDPOINT_ALLOW: "${entry.slice(0, 80)}" is neither a host name nor an address nor a range like 10.0.0.0/8`,
      );
    }
  }
  return { hosts, ranges };
}

export function allowsHost(list: AllowList, host: string): boolean {
  return list.hosts.has(normalizeHost(host));
}

export function allowsAddress(list: AllowList, address: AddressBytes): boolean {
  return list.ranges.some((range) => isInRange(address, range));
}

/** Lower case, without brackets and without the trailing root dot. */
export function normalizeHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
