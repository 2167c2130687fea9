import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createEndpointAccess } from '../../src/endpoints/endpoint-access';
import { KeyVault } from '../../src/endpoints/key-vault';
import { loadMasterKey } from '../../src/endpoints/master-key';
import { InvalidInputError } from '../../src/errors';

const owner = { tenantId: 'tenant', endpointId: 'endpoint', baseUrl: 'https://models.example/v1' };
const vault = new KeyVault(() => Buffer.alloc(32, 1));

describe('the vault of API keys', () => {
  it('opens what it sealed, in which the key cannot be seen', () => {
    const sealed = vault.seal('sk-secret-1234', owner);
    expect(sealed).not.toContain('sk-secret');
    expect(Buffer.from(sealed.split(':')[2]!, 'base64').toString('latin1')).not.toContain('secret');
    expect(vault.open(sealed, owner)).toBe('sk-secret-1234');
  });

  it('seals the same key differently each time', () => {
    expect(vault.seal('key', owner)).not.toBe(vault.seal('key', owner));
  });

  it.each([{ tenantId: 'other' }, { endpointId: 'other' }, { baseUrl: 'https://elsewhere.example' }])(
    'does not open a key for another owner: %p',
    (change) => {
      const sealed = vault.seal('sk-secret-1234', owner);
      expect(() => vault.open(sealed, { ...owner, ...change })).toThrow(/cannot be decrypted/);
    },
  );

  it('does not open what was changed', () => {
    const [format, id, content] = vault.seal('sk-secret-1234', owner).split(':') as [string, string, string];
    const bytes = Buffer.from(content, 'base64');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => vault.open([format, id, bytes.toString('base64')].join(':'), owner)).toThrow(InvalidInputError);
    expect(() => vault.open([format, id, 'AAAA'].join(':'), owner)).toThrow(/cannot be decrypted/);
    expect(() => vault.open('nonsense', owner)).toThrow(/does not support/);
  });

  it('says that the master key is another one', () => {
    const sealed = vault.seal('sk-secret-1234', owner);
    const other = new KeyVault(() => Buffer.alloc(32, 2));
    expect(() => other.open(sealed, owner)).toThrow(
      /endpoint endpoint was encrypted under the master key [0-9a-f]{8}, but this process has [0-9a-f]{8}.*updateEndpointKey/,
    );
  });

  it('shows no key when it is inspected', () => {
    vault.seal('key', owner);
    expect(inspect(vault, { depth: 9, showHidden: true })).not.toMatch(/Buffer|01 01/);
  });
});

describe('the master key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'turnwise-key-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made once beside the embedded database, for its owner alone', () => {
    const source = { secretKey: null, keyFolder: join(folder, 'data') };
    const first = loadMasterKey(source);
    expect(first).toHaveLength(32);
    expect(loadMasterKey(source)).toEqual(first);
    const file = join(folder, 'data', 'secret-key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['secret-key']);
    expect(readFileSync(file, 'utf8').trim()).toBe(first.toString('base64'));
  });

  it('is not taken from a file that others can read', () => {
    const file = join(folder, 'secret-key');
    writeFileSync(file, Buffer.alloc(32, 3).toString('base64'), { mode: 0o644 });
    expect(() => loadMasterKey({ secretKey: null, keyFolder: folder })).toThrow(/can be read by others.*chmod 600/);
  });

  it('is the setting when there is one', () => {
    const secretKey = Buffer.alloc(32, 4).toString('base64');
    expect(loadMasterKey({ secretKey, keyFolder: folder })).toEqual(Buffer.alloc(32, 4));
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['', '0 bytes'],
    [Buffer.alloc(31).toString('base64'), '31 bytes'],
    ['hunter2!', 'no base64'],
  ])('is refused as the setting "%s", without repeating it', (secretKey, reason) => {
    const load = (): unknown => loadMasterKey({ secretKey, keyFolder: null });
    expect(load).toThrow(`TURNWISE_SECRET_KEY: holds ${reason}; it must hold 32 bytes in base64`);
    expect(load).not.toThrow(/hunter2/);
  });

  it('must be set beside an external database, but only once a key is stored', () => {
    const settings = { secretKey: null, endpointAllow: '', databaseUrl: 'postgres://elsewhere', dataFolder: folder };
    const access = createEndpointAccess(settings);
    expect(() => access.vault.seal('key', owner)).toThrow(/TURNWISE_SECRET_KEY is not set/);
    expect(readdirSync(folder)).toEqual([]);
    const embedded = createEndpointAccess({ ...settings, databaseUrl: null });
    expect(embedded.vault.open(embedded.vault.seal('key', owner), owner)).toBe('key');
    expect(readdirSync(folder)).toEqual(['secret-key']);
  });
});
