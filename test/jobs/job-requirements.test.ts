import {
  describeWaiting,
  PREFERENCE_PATIENCE_MS,
  capabilitiesFormat,
  readRequirements,
  shouldLeave,
  type WorkerCapabilities,
} from '../../src/jobs/job-requirements';

const CPU: WorkerCapabilities = {
  providers: ['cpu'],
  cpuCount: 2,
  memoryBytes: 4e9,
  onnxruntimeVersion: '1.30.0',
  codeVersion: '0.1.0',
};
const CUDA: WorkerCapabilities = { ...CPU, providers: ['cpu', 'cuda'] };
const LARGE: WorkerCapabilities = { ...CPU, memoryBytes: 64e9 };

const NEEDS_CUDA = { needs: { provider: 'cuda' } } as const;
const PREFERS_CUDA = { prefers: { provider: 'cuda' } } as const;

describe('the requirements of a job', () => {
  it('let any worker take a job that asks for nothing', () => {
    expect(shouldLeave({}, CPU, { live: [], waitedMs: 0 })).toBe(false);
    expect(describeWaiting({}, [CPU])).toBeNull();
    expect(readRequirements({ id: 'a', requirementsJson: null })).toEqual({});
  });

  it('keep a job for those who have what it needs, however long it waits', () => {
    expect(shouldLeave(NEEDS_CUDA, CPU, { live: [CPU], waitedMs: 1e9 })).toBe(true);
    expect(shouldLeave(NEEDS_CUDA, CUDA, { live: [CPU, CUDA], waitedMs: 0 })).toBe(false);
    const needsBoth = { needs: { provider: 'cuda', memoryBytes: 8e9 } } as const;
    expect(shouldLeave(needsBoth, CUDA, { live: [CUDA, LARGE], waitedMs: 0 })).toBe(true);
  });

  it('keep a job for those whom it prefers, while one lives and for a while', () => {
    expect(shouldLeave(PREFERS_CUDA, CPU, { live: [CPU, CUDA], waitedMs: 0 })).toBe(true);
    expect(shouldLeave(PREFERS_CUDA, CPU, { live: [CPU], waitedMs: 0 })).toBe(false);
    expect(shouldLeave(PREFERS_CUDA, CPU, { live: [CPU, CUDA], waitedMs: PREFERENCE_PATIENCE_MS + 1 })).toBe(false);
  });

  it('do not wait for a preferred worker that lacks what the job needs', () => {
    const asks = { needs: { memoryBytes: 8e9 }, ...PREFERS_CUDA } as const;
    expect(shouldLeave(asks, LARGE, { live: [LARGE, CUDA], waitedMs: 0 })).toBe(false);
  });

  it('say what no live worker offers', () => {
    expect(describeWaiting(NEEDS_CUDA, [CPU])).toBe('no live worker offers cuda');
    expect(describeWaiting(NEEDS_CUDA, [])).toBe('no worker is alive');
    expect(describeWaiting({}, [])).toBe('no worker is alive');
    expect(describeWaiting({ needs: { provider: 'cuda', memoryBytes: 8e9 } }, [CUDA, LARGE])).toBe(
      'no live worker offers cuda and 8000000000 bytes of memory',
    );
    expect(describeWaiting(NEEDS_CUDA, [CPU, CUDA])).toBeNull();
    expect(describeWaiting(PREFERS_CUDA, [CPU])).toBeNull();
  });

  it('are refused with a word that nobody knows', () => {
    const read = (requirementsJson: string) => () => readRequirements({ id: 'a', requirementsJson });
    expect(read('{"needs":{"provider":"quantum"}}')).toThrow('job_run.requirements_json of a: needs.provider');
    expect(read('{"wants":{}}')).toThrow('job_run.requirements_json of a');
  });

  it('are compared with what a newer worker offers, without its new words', () => {
    const newer = JSON.stringify({ ...CUDA, providers: ['cpu', 'npu', 'cuda'], colour: 'red' });
    expect(capabilitiesFormat.read(newer, 'newer')).toEqual(CUDA);
  });
});
