import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExperiment } from '../../src/services/experiments/create-experiment';
import { startTestApi, type TestApi, type TestOrganization } from '../api/support/api-server';
import { addCheckpoint } from '../api/support/checkpoints';
import { modelWith } from '../onnx/models';
import { type CliResult, runCli } from './run-cli';

// Each command is a process of its own, and a busy machine starts few of them a second.
jest.setTimeout(120_000);

describe('turnwise checkpoints', () => {
  let folder: string;
  let api: TestApi;
  let acme: TestOrganization;
  let experimentId: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'turnwise-cli-checkpoints-'));
    api = await startTestApi();
    acme = await api.addOrganization('acme');
    const experiment = { name: 'airline', description: '', idempotencyKey: null };
    ({ id: experimentId } = await createExperiment(api.database, acme.id, experiment));
  });
  afterAll(async () => {
    await api.stop();
    rmSync(folder, { recursive: true });
  });

  function run(words: readonly string[], secret = acme.secrets.MEMBER): Promise<CliResult> {
    return runCli(['checkpoints', ...words], { TURNWISE_URL: api.server.url, TURNWISE_API_KEY: secret });
  }

  it('uploads a policy, lists it and downloads the same bytes', async () => {
    const file = join(folder, 'mine.onnx');
    const bytes = modelWith({ metadata: { author: 'me' } });
    writeFileSync(file, bytes);
    const parent = await addCheckpoint(api, acme.id, experimentId);
    const sent = await run(['upload', file, '--experiment', 'airline', '--parent', parent, '--json']);
    expect(sent).toMatchObject({ code: 0, stderr: '' });
    const { id } = JSON.parse(sent.stdout) as { id: string };
    const listed = await run(['list', '--experiment', 'airline', '--json'], acme.secrets.VIEWER);
    const rows = JSON.parse(listed.stdout) as readonly { id: string }[];
    expect(rows.map((row) => row.id)).toEqual([id, parent]);
    expect(rows[0]).toMatchObject({ origin: 'UPLOADED', modelBytes: bytes.length, parent: { id: parent } });
    const copy = join(folder, 'copy.onnx');
    const fetched = await run(['download', id, '--output', copy], acme.secrets.VIEWER);
    expect(fetched).toEqual({ code: 0, stdout: `${copy}: ${bytes.length} bytes\n`, stderr: '' });
    expect(readFileSync(copy).equals(bytes)).toBe(true);
    const again = await run(['download', id, '--output', copy]);
    expect(again).toMatchObject({
      code: 1,
      stderr: `turnwise: ${copy}: already exists; use --force to overwrite it\n`,
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('downloads the state of the optimizer, over another file when told to', async () => {
    const optimizer = randomBytes(100);
    const id = await addCheckpoint(api, acme.id, null, { optimizer });
    expect((await run(['list'])).stdout).toContain(id);
    const copy = join(folder, 'state.bin');
    writeFileSync(copy, 'older');
    expect((await run(['download', id, '--optimizer', '--force', '--output', copy])).code).toBe(0);
    expect(readFileSync(copy).equals(optimizer)).toBe(true);
  });

  it('says why it cannot', async () => {
    const file = join(folder, 'text.onnx');
    writeFileSync(file, 'no model');
    const refused = await run(['upload', file]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^turnwise: model: is not a readable ONNX file: /);
    const id = await addCheckpoint(api, acme.id, experimentId, { optimizer: null });
    const absent = await run(['download', id, '--optimizer', '--output', join(folder, 'absent.bin')]);
    expect(absent.stderr).toBe(`turnwise: checkpoint ${id} has no optimizer.bin; it has model.onnx\n`);
    expect((await run(['list', '--experiment', 'unknown'])).stderr).toBe('turnwise: no experiment called "unknown"\n');
    expect(readdirSync(folder)).not.toContain('absent.bin');
  });
});
