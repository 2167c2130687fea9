import { AddressGuard, BlockedAddressError } from '../../src/endpoints/address-guard';
import { NOTHING_ALLOWED, parseAllowList } from '../../src/endpoints/allow-list';
import { InvalidInputError } from '../../src/errors';

const strict = new AddressGuard(NOTHING_ALLOWED);

/** A guard whose DNS gives these addresses to every name. */
function resolving(addresses: readonly string[], allow = ''): AddressGuard {
  return new AddressGuard(parseAllowList(allow), () => Promise.resolve(addresses));
}

describe('the guard of endpoint addresses', () => {
  it.each([
    'http://127.0.0.1/v1',
    'http://127.0.0.1:8080/v1',
    'http://127.1/v1',
    'http://2130706433/v1',
    'http://0x7f000001/v1',
    'http://0x7f.0.0.1/v1',
    'http://0177.0.0.1/v1',
    'http://017700000001/v1',
    'http://127.0.0.1./v1',
    'http://１２７.0.0.1/v1',
    'http://127%2e0.0.1/v1',
    'http://localhost/v1',
    'http://LOCALHOST/v1',
    'http://localhost./v1',
    'http://model.LocalHost:1/v1',
    'http://[::1]/v1',
    'http://[0:0:0:0:0:0:0:1]/v1',
    'http://[::]/v1',
    'http://[::ffff:127.0.0.1]/v1',
    'http://[::ffff:7f00:1]/v1',
    'http://[::FFFF:10.0.0.1]/v1',
    'http://[::127.0.0.1]/v1',
    'http://[64:ff9b::127.0.0.1]/v1',
    'http://[2002:7f00:1::]/v1',
    'http://[2001:0:1::1]/v1',
    'http://[fe80::1]/v1',
    'http://[fc00::1]/v1',
    'http://[fd00:ec2::254]/v1',
    'http://[ff02::1]/v1',
    'http://0.0.0.0/v1',
    'http://0/v1',
    'http://10.1.2.3/v1',
    'http://100.64.0.1/v1',
    'http://100.100.100.200/v1',
    'http://168.63.129.16/v1',
    'http://169.254.169.254/v1',
    'http://172.16.0.1/v1',
    'http://172.31.255.255/v1',
    'http://192.0.0.192/v1',
    'http://192.168.1.1/v1',
    'http://198.18.0.1/v1',
    'http://224.0.0.1/v1',
    'http://255.255.255.255/v1',
    'https://0xA9FEA9FE/v1',
  ])('refuses %s', (url) => {
    expect(() => strict.checkBaseUrl(url)).toThrow(/internal/);
  });

  it.each([
    'https://api.example.com/v1',
    'http://8.8.8.8/v1',
    'http://172.15.0.1/v1',
    'http://172.32.0.1/v1',
    'http://100.128.0.1/v1',
    'http://[2606:4700::1111]/v1',
    'http://[::ffff:808:808]/v1',
  ])('lets %s pass', (url) => {
    expect(strict.checkBaseUrl(url)).toBe(url);
  });

  it.each([
    ['ftp://models.example/v1', 'http:// or https://'],
    ['file:///etc/passwd', 'http:// or https://'],
    ['https://user:hunter2@models.example/v1', 'user or a password'],
    ['https://hunter2@models.example/v1', 'user or a password'],
    ['https://models.example/v1?key=hunter2', 'query'],
    ['https://models.example/v1#hunter2', 'fragment'],
    ['models.example', 'is not a URL'],
    ['http://', 'is not a URL'],
    ['http://127.0.0.1.5.hunter2:99999', 'is not a URL'],
    [`https://models.example/${'hunter2'.repeat(100)}`, 'at most 500'],
  ])('refuses %s in words that do not repeat it', (url, reason) => {
    const refuse = (): string => strict.checkBaseUrl(url);
    expect(refuse).toThrow(InvalidInputError);
    expect(refuse).toThrow(reason);
    expect(refuse).not.toThrow(/hunter2/);
  });

  it('leaves out slashes at the end', () => {
    expect(strict.checkBaseUrl('https://Models.example/v1//')).toBe('https://models.example/v1');
  });

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '::1',
    '::ffff:192.168.0.1',
    'fe80::1%eth0',
    'fd00::1',
    'no address',
  ])('refuses a name that resolves to %s', async (address) => {
    await expect(resolving([address]).addressOf('models.example')).rejects.toThrow(BlockedAddressError);
  });

  it('refuses a name without addresses', async () => {
    await expect(resolving([]).addressOf('models.example')).rejects.toThrow(BlockedAddressError);
  });

  it('chooses the public one of a name’s addresses', async () => {
    expect(await resolving(['10.0.0.1', '8.8.8.8']).addressOf('models.example')).toBe('8.8.8.8');
  });

  it('asks no DNS for an address', async () => {
    const guard = new AddressGuard(NOTHING_ALLOWED, () => Promise.reject(new Error('asked DNS')));
    expect(await guard.addressOf('8.8.8.8')).toBe('8.8.8.8');
    expect(await guard.addressOf('[2606:4700::1111]')).toBe('2606:4700::1111');
    await expect(guard.addressOf('[::1]')).rejects.toThrow(BlockedAddressError);
  });

  it('lets the ranges, addresses and names pass that the operator allows, and no others', async () => {
    const allow = '127.0.0.0/8, ::1, model.internal , FD00::/8';
    const guard = resolving(['127.0.0.1'], allow);
    expect(guard.checkBaseUrl('http://127.9.9.9:1/v1')).toBe('http://127.9.9.9:1/v1');
    expect(guard.checkBaseUrl('http://[::ffff:127.0.0.1]/v1')).toBe('http://[::ffff:7f00:1]/v1');
    expect(guard.checkBaseUrl('http://localhost:8080/v1')).toBe('http://localhost:8080/v1');
    expect(guard.checkBaseUrl('http://[fd12::1]/v1')).toBe('http://[fd12::1]/v1');
    expect(() => guard.checkBaseUrl('http://10.0.0.1/v1')).toThrow(/internal/);
    expect(() => guard.checkBaseUrl('http://[fc00::1]/v1')).toThrow(/internal/);
    expect(await resolving(['10.0.0.1'], allow).addressOf('Model.Internal.')).toBe('10.0.0.1');
    await expect(resolving(['10.0.0.1'], allow).addressOf('other.internal')).rejects.toThrow(BlockedAddressError);
  });

  it.each(['127.0.0.0/33', '10.0.0.0/x', '1.2.3', 'a b', 'http://host', '::1/129', '10.0.0.0/8/8', '-host'])(
    'refuses the allow list %s',
    (text) => {
      expect(() => parseAllowList(text)).toThrow(/TURNWISE_ENDPOINT_ALLOW: ".*" is neither/);
    },
  );

  it('reads an empty allow list as nothing', () => {
    expect(parseAllowList(' , ')).toEqual(NOTHING_ALLOWED);
  });
});
