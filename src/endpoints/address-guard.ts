import { lookup } from 'node:dns/promises';
import { InvalidInputError } from '../errors';
import { parseAddress } from './address-range';
import { type AllowList, allowsAddress, allowsHost, normalizeHost } from './allow-list';
import { isInternalAddress } from './internal-ranges';

/** Resolves a host name to all its addresses, by default with the system's resolver. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** The address of an endpoint is internal, and the operator has not allowed it. */
export class BlockedAddressError extends Error {
  constructor(host: string) {
    super(`the host ${host} is internal, and TURNWISE_ENDPOINT_ALLOW does not name it`);
    this.name = 'BlockedAddressError';
  }
}

/** Max length of the address of an endpoint, in characters. */
export const MAX_BASE_URL = 500;

/**
 * Blocks requests to internal services (SSRF). Names are resolved here, once per connection, and the connection goes to
 * the checked address, so that a later change of the DNS answer has no effect.
 */
export class AddressGuard {
  /** @param resolveHost default the system's */
  constructor(
    private readonly allowed: AllowList,
    private readonly resolveHost: ResolveHost = resolveBySystem,
  ) {}

  /**
   * Check the base address of an endpoint, as far as possible without DNS.
   *
   * @returns the address without a trailing slash
   * @throws InvalidInputError when it is not an http or https address, contains a user, password, query or fragment, or
   *   names an internal address
   */
  checkBaseUrl(text: string): string {
    if (text.length > MAX_BASE_URL) {
      throw new InvalidInputError(`baseUrl: has ${text.length} characters; at most ${MAX_BASE_URL} are allowed`);
    }
    const url = parseUrl(text);
    const problem = url === null ? 'is not a URL; it must look like https://host/v1' : problemOf(url);
    // The text is not repeated, because it may contain a password.
    if (url === null || problem !== null) throw new InvalidInputError(`baseUrl: ${problem ?? ''}`);
    const host = normalizeHost(url.hostname);
    if (!this.couldPermit(host)) throw new InvalidInputError(`baseUrl: ${new BlockedAddressError(host).message}`);
    return url.toString().replace(/\/+$/, '');
  }

  /**
   * The address to connect to.
   *
   * @param hostname as a URL spells it: a name, an IPv4 address, or an IPv6 address with or without brackets
   * @returns a permitted address of the host
   * @throws BlockedAddressError when it has none; errors of the resolver
   */
  async addressOf(hostname: string): Promise<string> {
    const host = normalizeHost(hostname);
    const candidates = parseAddress(host) === null ? await this.resolveHost(host) : [host];
    const found = candidates.find((candidate) => {
      const address = parseAddress(candidate);
      return address !== null && this.permits(host, address);
    });
    if (found === undefined) throw new BlockedAddressError(host);
    return found;
  }

  private permits(host: string, address: readonly number[]): boolean {
    return !isInternalAddress(address) || allowsAddress(this.allowed, address) || allowsHost(this.allowed, host);
  }

  /** False when the host is blocked regardless of DNS; `localhost` means 127.0.0.1 and ::1 without a DNS query. */
  private couldPermit(host: string): boolean {
    const isLocalName = host === 'localhost' || host.endsWith('.localhost');
    const addresses = (isLocalName ? ['127.0.0.1', '::1'] : [host]).map(parseAddress);
    return addresses.some((address) => address === null || this.permits(host, address));
  }
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function problemOf(url: URL): string | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must start with http:// or https://';
  if (url.username !== '' || url.password !== '') {
    return 'must not hold a user or a password; give the key as apiKey instead';
  }
  if (url.search !== '' || url.hash !== '') return 'must not hold a query (?) or a fragment (#)';
  return url.hostname === '' ? 'names no host' : null;
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map((entry) => entry.address);
}
