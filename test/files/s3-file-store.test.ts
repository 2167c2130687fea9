import { randomUUID } from 'node:crypto';
import { createTemporaryFiles } from '../support/temporary-files';
import { contentOfBytes } from '../../src/files/file-content';
import { openFileStore } from '../../src/files/open-file-store';
import { readWholeFile } from '../../src/files/read-whole-file';
import { readS3Address } from '../../src/files/s3-address';
import { S3FileStore } from '../../src/files/s3-file-store';
import { BUCKET, CREDENTIALS, REGION, S3Server } from './support/s3-server';

const ANONYMOUS = { accessKeyId: null, secretAccessKey: null, sessionToken: null };

describe('files in an S3-compatible store', () => {
  const tenantId = randomUUID();
  const content = contentOfBytes(Buffer.from('weights'));
  let server: S3Server;
  let endpoint: string;
  let store: S3FileStore;

  beforeEach(async () => {
    server = new S3Server();
    endpoint = await server.start();
    const setting = `s3://${BUCKET}/turnwise?endpoint=${endpoint}&region=${REGION}`;
    store = new S3FileStore(readS3Address(setting, { ...CREDENTIALS, sessionToken: null }), {
      silenceMs: 300,
      pauseMs: 1,
    });
  });
  afterEach(() => server.stop());

  it('come back as they were put, under their organization, and are sent once', async () => {
    await store.put(tenantId, content);
    await store.put(tenantId, content);
    const key = `/${BUCKET}/turnwise/${tenantId}/${content.hash.slice(0, 2)}/${content.hash}`;
    expect([...server.objects.keys()]).toEqual([key]);
    expect(server.seen.filter((line) => line.startsWith('PUT'))).toHaveLength(1);
    expect(Buffer.from(await readWholeFile(store, tenantId, content.hash)).toString()).toBe('weights');
    expect(await store.size(tenantId, content.hash)).toBe(7);
    await store.delete(tenantId, content.hash);
    await store.delete(tenantId, content.hash);
    expect(await store.size(tenantId, content.hash)).toBeNull();
    await expect(readWholeFile(store, tenantId, content.hash)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are refused by a server that another key was promised', async () => {
    const address = readS3Address(`s3://${BUCKET}/turnwise?endpoint=${endpoint}&region=${REGION}`, {
      ...CREDENTIALS,
      secretAccessKey: 'another',
      sessionToken: null,
    });
    await expect(new S3FileStore(address).put(tenantId, content)).rejects.toThrow('status 403');
    expect(server.objects.size).toBe(0);
  });

  it('are asked for again when the server could not serve them', async () => {
    server.faults.push({ kind: 'status', status: 500 }, { kind: 'status', status: 503 });
    await store.put(tenantId, content);
    expect(server.objects.size).toBe(1);
    server.faults.push({ kind: 'silence' });
    expect(await store.size(tenantId, content.hash)).toBe(7);
  });

  it('are UNAVAILABLE when the server fails for good, stays silent or is gone', async () => {
    const failing = { kind: 'status', status: 500 } as const;
    server.faults.push(failing, failing, failing);
    await expect(store.size(tenantId, content.hash)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const silent = { kind: 'silence' } as const;
    server.faults.push(silent, silent, silent);
    await expect(store.put(tenantId, content)).rejects.toThrow('no response within 300 ms');
    await server.stop();
    await expect(store.size(tenantId, content.hash)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await server.start();
  });

  it('are UNAVAILABLE when the answer breaks off or holds other bytes', async () => {
    await store.put(tenantId, content);
    server.faults.push({ kind: 'cut' });
    await expect(readWholeFile(store, tenantId, content.hash)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const [key] = server.objects.keys();
    server.objects.set(key!, Buffer.from('others!'));
    await expect(readWholeFile(store, tenantId, content.hash)).rejects.toThrow('is damaged');
  });

  it('are not sent when they do not have their hash', async () => {
    const lie = { ...content, read: () => [Buffer.from('another')] };
    await expect(store.put(tenantId, lie)).rejects.toThrow('is damaged');
    expect(server.objects.size).toBe(0);
  });
});

describe('the address of an S3-compatible store', () => {
  const credentials = { ...CREDENTIALS, sessionToken: null };

  it('is the host of the bucket without an endpoint', () => {
    expect(readS3Address('s3://my-models/a/b?region=eu-west-1', credentials).base).toBe(
      'https://my-models.s3.eu-west-1.amazonaws.com/a/b',
    );
  });

  it.each([
    ['s3://my-models', 'region is required'],
    ['s3://My_Models?region=x', 'not a bucket name'],
    ['s3://my-models/a//b?region=x', 'the prefix'],
    ['s3://my-models/a/../b%20?region=x', 'the prefix'],
    ['s3://my-models?region=x&colour=red', 'unknown parameter colour'],
    ['s3://my-models?endpoint=ftp://host', 'endpoint "ftp://host"'],
    ['http://my-models', 'must be s3://bucket/prefix'],
  ])('is refused as %s', (setting, problem) => {
    expect(() => readS3Address(setting, credentials)).toThrow(problem);
  });

  it('needs both credentials, and is the data folder when it is not set', async () => {
    const setting = 's3://my-models?region=x';
    expect(() => openFileStore({ fileStore: setting, s3Credentials: ANONYMOUS, dataFolder: '/nowhere' })).toThrow(
      'AWS_ACCESS_KEY_ID: required by',
    );
    expect(() => readS3Address(setting, { ...credentials, secretAccessKey: null })).toThrow('AWS_SECRET_ACCESS_KEY');
    const files = createTemporaryFiles();
    const local = openFileStore({ fileStore: null, s3Credentials: ANONYMOUS, dataFolder: files.folder });
    const tenantId = randomUUID();
    const content = contentOfBytes(Buffer.from('weights'));
    await local.put(tenantId, content);
    expect(await local.size(tenantId, content.hash)).toBe(7);
    await files.remove();
  });
});
