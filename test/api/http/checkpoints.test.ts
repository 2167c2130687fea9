import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIGNATURE_TEXT } from '../../../src/policy/scoring/scorer-signature';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { openCheckpoint } from '../../../src/services/checkpoints/open-checkpoint';
import { modelWith } from '../../onnx/models';
import {
  ask,
  codeOf,
  listAt,
  send,
  startTestApi,
  type TestApi,
  type TestOrganization,
  textAt,
  valueAt,
} from '../support/api-server';
import { addCheckpoint } from '../support/checkpoints';
import { sha256 } from '../../../src/sha256';

describe('checkpoints', () => {
  let api: TestApi;
  let acme: TestOrganization;
  let experimentId: string;
  beforeAll(async () => {
    api = await startTestApi();
    acme = await api.addOrganization('acme');
    const experiment = { name: 'airline', description: '', idempotencyKey: null };
    ({ id: experimentId } = await createExperiment(api.database, acme.id, experiment));
  });
  afterAll(() => api.stop());

  function get(path: string, secret = acme.secrets.VIEWER, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${api.server.url}${path}`, { headers: { authorization: `Bearer ${secret}`, ...headers } });
  }

  function upload(body: Uint8Array<ArrayBuffer>, query = '', secret = acme.secrets.MEMBER): Promise<Response> {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream' };
    return fetch(`${api.server.url}/checkpoints${query}`, { method: 'POST', headers, body });
  }

  function fileOf(hash: string): string {
    return join(api.files.folder, acme.id, hash.slice(0, 2), hash);
  }

  it('are shown with experiment, metadata and files', async () => {
    const model = randomBytes(64);
    const id = await addCheckpoint(api, acme.id, experimentId, { model, optimizer: null });
    const data = await ask(
      api,
      acme.secrets.VIEWER,
      `query($id: ID!) { checkpoint(id: $id) { origin step modelHash modelBytes optimizerHash optimizerBytes metadataJson
        experiment { name } parent { id } lineage { id } } }`,
      { id },
    );
    expect(data.checkpoint).toEqual({
      origin: 'TRAINED',
      step: 10,
      modelHash: sha256(model),
      modelBytes: 64,
      optimizerHash: null,
      optimizerBytes: null,
      metadataJson:
        '{"estimator":"GRPO","featureVersion":"1","formatVersion":1,"rewardSchemeId":null,"seed":"7","taskSetHash":null}',
      experiment: { name: 'airline' },
      parent: null,
      lineage: [],
    });
  });

  it('know their ancestors, the nearest first', async () => {
    const ids: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      ids.push(await addCheckpoint(api, acme.id, experimentId, { step, parentId: ids.at(-1) ?? null }));
    }
    const query = 'query($id: ID!) { checkpoint(id: $id) { parent { id } lineage { id lineage { id } } } }';
    const data = await ask(api, acme.secrets.VIEWER, query, { id: ids[3]! });
    expect(valueAt(data, 'checkpoint.parent.id')).toBe(ids[2]);
    expect(listAt(data, 'checkpoint.lineage').map((one) => textAt(one, 'id'))).toEqual([ids[2], ids[1], ids[0]]);
    expect(listAt(data, 'checkpoint.lineage.0.lineage').map((one) => textAt(one, 'id'))).toEqual([ids[1], ids[0]]);
    const lines = await api.database.inTenant(acme.id, (stores) => stores.checkpoints.ancestors(ids, 2));
    expect(ids.map((id) => lines.get(id)!.map((one) => one.id))).toEqual([
      [],
      [ids[0]],
      [ids[1], ids[0]],
      [ids[2], ids[1]],
    ]);
  });

  it('are listed by experiment, page by page', async () => {
    const other = await createExperiment(api.database, acme.id, {
      name: 'other',
      description: '',
      idempotencyKey: null,
    });
    const ids = [];
    for (let step = 0; step < 3; step += 1) ids.push(await addCheckpoint(api, acme.id, other.id, { step }));
    const query = `query($id: ID, $after: String) { checkpoints(experimentId: $id, first: 2, after: $after) {
      totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`;
    const first = await ask(api, acme.secrets.VIEWER, query, { id: other.id });
    expect(valueAt(first, 'checkpoints.totalCount')).toBe(3);
    const after = textAt(first, 'checkpoints.pageInfo.endCursor');
    const second = await ask(api, acme.secrets.VIEWER, query, { id: other.id, after });
    const seen = [first, second].flatMap((page) => listAt(page, 'checkpoints.nodes').map((one) => textAt(one, 'id')));
    expect(seen).toEqual(ids.toReversed());
    expect(valueAt(await ask(api, acme.secrets.VIEWER, query), 'checkpoints.totalCount')).toBeGreaterThan(3);
  });

  it('are opened as they were stored', async () => {
    const [model, optimizer] = [randomBytes(100), randomBytes(50)];
    const id = await addCheckpoint(api, acme.id, experimentId, { model, optimizer });
    const place = { database: api.database, files: api.files.store, tenantId: acme.id };
    const opened = await openCheckpoint(place, id);
    expect(Buffer.from(opened.model).equals(model)).toBe(true);
    expect(Buffer.from(opened.optimizer!).equals(optimizer)).toBe(true);
    expect(opened.metadata).toMatchObject({ featureVersion: '1', seed: '7' });
    await rm(fileOf(opened.checkpoint.modelHash));
    await expect(openCheckpoint(place, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keep the same bytes once', async () => {
    const model = randomBytes(64);
    const first = await addCheckpoint(api, acme.id, experimentId, { model });
    const second = await addCheckpoint(api, acme.id, experimentId, { model, parentId: first });
    expect(second).not.toBe(first);
    const folder = join(fileOf(sha256(model)), '..');
    expect((await readdir(folder)).filter((name) => name.includes(sha256(model)))).toHaveLength(1);
  });

  it('refuse metadata that lack a member, and a parent of another organization', async () => {
    const metadata = { featureVersion: '1' } as never;
    await expect(addCheckpoint(api, acme.id, null, { metadata })).rejects.toThrow('checkpoint metadata: taskSetHash');
    const theirs = await api.addOrganization(`theirs-${randomUUID().slice(0, 8)}`);
    const parentId = await addCheckpoint(api, theirs.id, null);
    await expect(addCheckpoint(api, acme.id, null, { parentId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  describe('downloaded', () => {
    it('come whole, with their hash as ETag, to every role', async () => {
      const [model, optimizer] = [randomBytes(600_000), randomBytes(50)];
      const id = await addCheckpoint(api, acme.id, experimentId, { model, optimizer });
      for (const secret of Object.values(acme.secrets)) {
        const response = await get(`/checkpoints/${id}/model.onnx`, secret);
        expect(response.status).toBe(200);
        expect(response.headers.get('etag')).toBe(`"${sha256(model)}"`);
        expect(response.headers.get('content-length')).toBe('600000');
        expect(Buffer.from(await response.arrayBuffer()).equals(model)).toBe(true);
      }
      const state = await get(`/checkpoints/${id}/optimizer.bin`);
      expect(Buffer.from(await state.arrayBuffer()).equals(optimizer)).toBe(true);
      const known = { 'if-none-match': `"${sha256(model)}"` };
      expect((await get(`/checkpoints/${id}/model.onnx`, acme.secrets.VIEWER, known)).status).toBe(304);
    });

    it('are told in their length alone to HEAD', async () => {
      const id = await addCheckpoint(api, acme.id, experimentId, { model: randomBytes(64) });
      const headers = { authorization: `Bearer ${acme.secrets.VIEWER}` };
      const response = await fetch(`${api.server.url}/checkpoints/${id}/model.onnx`, { method: 'HEAD', headers });
      expect([response.status, response.headers.get('content-length')]).toEqual([200, '64']);
    });

    it('are not found for strangers, nor under another name, nor without a key', async () => {
      const id = await addCheckpoint(api, acme.id, experimentId, { optimizer: null });
      const stranger = await api.addOrganization(`stranger-${randomUUID().slice(0, 8)}`);
      const answers = [
        [await get(`/checkpoints/${id}/model.onnx`, stranger.secrets.ADMIN), 404, 'NOT_FOUND'],
        [await get(`/checkpoints/${randomUUID()}/model.onnx`), 404, 'NOT_FOUND'],
        [await get(`/checkpoints/${id}/optimizer.bin`), 404, 'NOT_FOUND'],
        [await get(`/checkpoints/${id}/..%2f..%2fsecret`), 404, 'NOT_FOUND'],
        [await get('/checkpoints/1/model.onnx'), 400, 'INVALID_INPUT'],
        [await get(`/checkpoints/${id}/model.onnx`, 'tw_unknown'), 401, 'UNAUTHENTICATED'],
      ] as const;
      for (const [response, status, code] of answers) {
        expect([response.status, valueAt(await response.json(), 'error.code')]).toEqual([status, code]);
      }
    });

    it('never look whole when their file is damaged or gone', async () => {
      const model = randomBytes(600_000);
      const id = await addCheckpoint(api, acme.id, experimentId, { model });
      const damaged = Buffer.from(model);
      damaged[599_999]! ^= 1;
      await writeFile(fileOf(sha256(model)), damaged);
      await expect(get(`/checkpoints/${id}/model.onnx`).then((response) => response.arrayBuffer())).rejects.toThrow();
      await writeFile(fileOf(sha256(model)), 'short');
      const short = await get(`/checkpoints/${id}/model.onnx`);
      expect([short.status, valueAt(await short.json(), 'error.code')]).toEqual([503, 'UNAVAILABLE']);
      await rm(fileOf(sha256(model)));
      expect((await get(`/checkpoints/${id}/model.onnx`)).status).toBe(404);
    });
  });

  describe('uploaded', () => {
    const spools = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('turnwise-spool-'));

    it('are checked, kept and shown', async () => {
      const bytes = new Uint8Array(modelWith({ metadata: { author: 'me', unique: randomUUID() } }));
      const parent = await addCheckpoint(api, acme.id, experimentId);
      const response = await upload(bytes, `?experiment=airline&parent=${parent}`);
      const answer: unknown = await response.json();
      expect([response.status, valueAt(answer, 'modelHash')]).toEqual([201, sha256(bytes)]);
      const query =
        'query($id: ID!) { checkpoint(id: $id) { origin step metadataJson experiment { name } parent { id } } }';
      const data = await ask(api, acme.secrets.VIEWER, query, { id: textAt(answer, 'id') });
      expect(data.checkpoint).toMatchObject({
        origin: 'UPLOADED',
        step: 0,
        experiment: { name: 'airline' },
        parent: { id: parent },
      });
      expect(JSON.parse(textAt(data, 'checkpoint.metadataJson'))).toMatchObject({
        featureVersion: '1',
        properties: { author: 'me' },
      });
      expect(await readFile(fileOf(sha256(bytes)))).toEqual(Buffer.from(bytes));
    });

    const uploadWithKey = async (bytes: Uint8Array<ArrayBuffer>, key: string, query = '') => {
      const headers = { authorization: `Bearer ${acme.secrets.MEMBER}`, 'idempotency-key': key };
      const response = await fetch(`${api.server.url}/checkpoints${query}`, { method: 'POST', headers, body: bytes });
      return { status: response.status, answer: await response.json() };
    };

    it('are made once however often they are sent with one idempotency key, also at once', async () => {
      const bytes = new Uint8Array(modelWith({ metadata: { unique: randomUUID() } }));
      const key = randomUUID();
      const sent = [1, 2, 3, 4, 5, 6, 7, 8].map(() => uploadWithKey(bytes, key, '?experiment=airline'));
      const answers = [...(await Promise.all(sent)), await uploadWithKey(bytes, key, '?experiment=airline')];
      expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(201));
      expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
      const hash = sha256(bytes);
      const data = await ask(api, acme.secrets.VIEWER, '{ checkpoints(first: 100) { nodes { id modelHash } } }');
      const made = listAt(data, 'checkpoints.nodes').filter((node) => valueAt(node, 'modelHash') === hash);
      expect(made).toEqual([{ id: textAt(answers[0]!.answer, 'id'), modelHash: hash }]);
    });

    it('are a CONFLICT when their idempotency key was used for another file or another place', async () => {
      const bytes = new Uint8Array(modelWith({ metadata: { unique: randomUUID() } }));
      const other = new Uint8Array(modelWith({ metadata: { unique: randomUUID() } }));
      const key = randomUUID();
      expect((await uploadWithKey(bytes, key)).status).toBe(201);
      for (const { status, answer } of [
        await uploadWithKey(other, key),
        await uploadWithKey(bytes, key, '?experiment=airline'),
      ]) {
        expect([status, valueAt(answer, 'error.code')]).toEqual([409, 'CONFLICT']);
      }
      expect((await uploadWithKey(bytes, key)).status).toBe(201);
    });

    it('are not remembered when they were refused', async () => {
      const key = randomUUID();
      expect((await uploadWithKey(new Uint8Array(modelWith({ inputs: [] })), key)).status).toBe(400);
      const sound = new Uint8Array(modelWith({ metadata: { unique: randomUUID() } }));
      expect((await uploadWithKey(sound, key)).status).toBe(201);
    });

    it.each([
      ['empty', ' ', 400, 'INVALID_INPUT'],
      ['of 201 characters', 'k'.repeat(201), 413, 'LIMIT_EXCEEDED'],
    ])('are refused when their idempotency key is %s', async (_what, key, status, code) => {
      const refused = await uploadWithKey(new Uint8Array(modelWith()), key);
      expect([refused.status, valueAt(refused.answer, 'error.code')]).toEqual([status, code]);
    });

    it('are refused with what was expected, and leave nothing', async () => {
      const spooled = await spools();
      const count = async () => {
        const data = await ask(api, acme.secrets.VIEWER, '{ checkpoints { totalCount } }');
        return valueAt(data, 'checkpoints.totalCount');
      };
      const before = await count();
      const bytes = new Uint8Array(modelWith({ inputs: [] }));
      const response = await upload(bytes);
      expect(await response.json()).toEqual({
        error: { code: 'INVALID_INPUT', message: `model: its inputs are none; expected: ${SIGNATURE_TEXT}` },
      });
      expect(await count()).toBe(before);
      expect(await api.files.store.size(acme.id, sha256(bytes))).toBeNull();
      // Spools of other processes come and go; one that is left behind by this upload would stay.
      const isNew = (name: string) => !spooled.includes(name);
      while ((await spools()).some(isNew)) await new Promise((resolve) => setTimeout(resolve, 50));
    });

    it.each([
      ['VIEWER', '', 403, 'FORBIDDEN'],
      ['WORKER', '', 403, 'FORBIDDEN'],
      ['MEMBER', '?experiment=unknown', 404, 'NOT_FOUND'],
      ['MEMBER', `?parent=${randomUUID()}`, 404, 'NOT_FOUND'],
      ['MEMBER', '?parent=1', 400, 'INVALID_INPUT'],
      ['MEMBER', '?colour=red', 400, 'INVALID_INPUT'],
      ['MEMBER', '?experiment=', 400, 'INVALID_INPUT'],
    ] as const)('are refused from %s at /checkpoints%s', async (role, query, status, code) => {
      const response = await upload(new Uint8Array(modelWith()), query, acme.secrets[role]);
      expect([response.status, valueAt(await response.json(), 'error.code')]).toEqual([status, code]);
    });

    it('are refused when they are too long, whether or not they say so', async () => {
      const tooLong = new Uint8Array(3_000_000);
      const said = await upload(tooLong);
      expect([said.status, valueAt(await said.json(), 'error.message')]).toEqual([
        413,
        'model has 3000000 bytes; at most 2000000 are allowed',
      ]);
      const pieces = new ReadableStream({
        start: (controller) => {
          for (let piece = 0; piece < 3; piece += 1) controller.enqueue(tooLong.subarray(0, 1_000_000));
          controller.close();
        },
      });
      const headers = { authorization: `Bearer ${acme.secrets.MEMBER}` };
      const init = { method: 'POST', headers, body: pieces, duplex: 'half' } as RequestInit;
      const unsaid = await fetch(`${api.server.url}/checkpoints`, init);
      expect([unsaid.status, valueAt(await unsaid.json(), 'error.code')]).toEqual([413, 'LIMIT_EXCEEDED']);
    });
  });

  it('are reached by every member of the answer, and by no strangers', async () => {
    const id = await addCheckpoint(api, acme.id, experimentId);
    const stranger = await api.addOrganization(`other-${randomUUID().slice(0, 8)}`);
    const answer = await send(api, stranger.secrets.ADMIN, 'query($id: ID!) { checkpoint(id: $id) { id } }', { id });
    expect(codeOf(answer)).toBe('NOT_FOUND');
    const listed = await ask(api, stranger.secrets.ADMIN, '{ checkpoints { totalCount } }');
    expect(valueAt(listed, 'checkpoints.totalCount')).toBe(0);
  });
});
