import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOfBytes } from '../../src/files/file-content';
import { readWholeFile } from '../../src/files/read-whole-file';
import { spoolContent } from '../../src/files/spool-content';
import { createTemporaryFiles, type TemporaryFiles } from '../support/temporary-files';

describe('files in a folder', () => {
  const tenantId = randomUUID();
  let files: TemporaryFiles;
  beforeEach(() => {
    files = createTemporaryFiles();
  });
  afterEach(() => files.remove());

  function folderOf(hash: string): string {
    return join(files.folder, tenantId, hash.slice(0, 2));
  }

  it('come back as they were put, once, readable by their owner alone', async () => {
    const bytes = randomBytes(1_000_000);
    const content = contentOfBytes(bytes);
    await Promise.all([1, 2, 3].map(() => files.store.put(tenantId, content)));
    expect(await readdir(folderOf(content.hash))).toEqual([content.hash]);
    expect((await stat(join(folderOf(content.hash), content.hash))).mode & 0o777).toBe(0o600);
    expect((await stat(folderOf(content.hash))).mode & 0o777).toBe(0o700);
    expect(Buffer.from(await readWholeFile(files.store, tenantId, content.hash)).equals(bytes)).toBe(true);
    expect(await files.store.size(tenantId, content.hash)).toBe(1_000_000);
  });

  it('can be empty', async () => {
    const content = contentOfBytes(new Uint8Array(0));
    await files.store.put(tenantId, content);
    expect(await readWholeFile(files.store, tenantId, content.hash)).toHaveLength(0);
  });

  it('are not there for another organization', async () => {
    const content = contentOfBytes(Buffer.from('secret'));
    await files.store.put(tenantId, content);
    const stranger = randomUUID();
    expect(await files.store.size(stranger, content.hash)).toBeNull();
    await expect(readWholeFile(files.store, stranger, content.hash)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await files.store.delete(stranger, content.hash);
    expect(await files.store.size(tenantId, content.hash)).toBe(6);
    await files.store.delete(tenantId, content.hash);
    expect(await files.store.size(tenantId, content.hash)).toBeNull();
  });

  it('are never read as a whole when they were damaged', async () => {
    const content = contentOfBytes(randomBytes(700_000));
    await files.store.put(tenantId, content);
    const file = join(folderOf(content.hash), content.hash);
    const damaged = await readFile(file);
    damaged[300_000]! ^= 1;
    await writeFile(file, damaged);
    let received = 0;
    const reading = (async () => {
      for await (const piece of files.store.read(tenantId, content.hash)) received += piece.byteLength;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(received).toBeLessThan(content.size);
  });

  it('leave nothing behind when they cannot be written whole', async () => {
    const content = contentOfBytes(Buffer.from('weights'));
    const lie = { ...content, read: () => [Buffer.from('another')] };
    await expect(files.store.put(tenantId, lie)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await readdir(folderOf(content.hash))).toEqual([]);
  });

  it('name no path of this machine when the disk refuses', async () => {
    const content = contentOfBytes(Buffer.from('weights'));
    await mkdir(join(folderOf(content.hash), content.hash, 'in the way'), { recursive: true });
    const refused = files.store.put(tenantId, content);
    await expect(refused).rejects.toThrow(/^a file of the file store cannot be written \(E\w+\)$/);
  });

  it.each(['../../etc/passwd', 'A'.repeat(64), 'a'.repeat(63), ''])(
    'are not reached by the hash "%s"',
    async (hash) => {
      await expect(files.store.size(tenantId, hash)).rejects.toThrow('is not a SHA-256');
    },
  );

  it.each(['..', '', 'x/../y'])('are not reached by the organization "%s"', async (organization) => {
    await expect(files.store.size(organization, 'a'.repeat(64))).rejects.toThrow('is not an organization id');
  });
});

describe('spooled content', () => {
  function pieces(sizes: readonly number[], onTaken: () => void = () => undefined): AsyncIterable<Uint8Array> {
    return (async function* () {
      for (const size of sizes) {
        onTaken();
        yield await Promise.resolve(Buffer.alloc(size, 7));
      }
    })();
  }

  it('has the hash and size of the bytes, and can be read twice', async () => {
    const spooled = await spoolContent(pieces([10, 20]), 30, 'model');
    expect(spooled).toMatchObject({ size: 30, hash: contentOfBytes(Buffer.alloc(30, 7)).hash });
    const files = createTemporaryFiles();
    const tenantId = randomUUID();
    await files.store.put(tenantId, spooled);
    await files.store.delete(tenantId, spooled.hash);
    await files.store.put(tenantId, spooled);
    expect(await readWholeFile(files.store, tenantId, spooled.hash)).toEqual(new Uint8Array(30).fill(7));
    await spooled.remove();
    await expect(stat(spooled.file)).rejects.toThrow('ENOENT');
    await files.remove();
  });

  it('is refused as soon as it is too long, without reading on', async () => {
    let taken = 0;
    const source = pieces(Array<number>(1000).fill(1000), () => (taken += 1));
    await expect(spoolContent(source, 2500, 'model')).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message: 'model exceeds the limit of 2500 bytes',
    });
    expect(taken).toBeLessThan(100);
  });
});
