import { readConfig } from '../../src/config';

describe('the settings of files and workers', () => {
  it('are a local folder, 256 MiB a model and providers tried out, unless set', () => {
    expect(readConfig({})).toMatchObject({ fileStore: null, maxModelBytes: 268_435_456, workerProviders: null });
  });

  it('are read from their variables', () => {
    const config = readConfig({
      TURNWISE_FILE_STORE: 's3://models/turnwise?region=eu-west-1',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      TURNWISE_MAX_MODEL_BYTES: '4096',
      TURNWISE_WORKER_PROVIDERS: 'cpu, cuda',
    });
    expect(config).toMatchObject({
      fileStore: 's3://models/turnwise?region=eu-west-1',
      s3Credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: null },
      maxModelBytes: 4096,
      workerProviders: ['cpu', 'cuda'],
    });
  });

  it.each([
    [{ TURNWISE_FILE_STORE: 'https://host/bucket' }, 'TURNWISE_FILE_STORE: "https://host/bucket" is invalid'],
    [{ TURNWISE_WORKER_PROVIDERS: 'cpu,quantum' }, 'TURNWISE_WORKER_PROVIDERS'],
    [{ TURNWISE_MAX_MODEL_BYTES: '0' }, 'TURNWISE_MAX_MODEL_BYTES: "0" is invalid'],
  ])('are refused as %j', (variables, problem) => {
    expect(() => readConfig(variables)).toThrow(problem);
  });
});
