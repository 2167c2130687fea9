import { detectProviders, PROVIDER_TOLERANCE } from '../../../src/policy/onnx-model/detect-providers';
import { runProbe } from '../../../src/policy/onnx-model/run-probe';

const LIMITS = { deadlineMs: 60_000, residentBytes: 8e9 };

describe('providers of this machine', () => {
  it('are the processor, and each other one or the reason why not', async () => {
    const findings = await detectProviders();
    expect(findings.map(({ provider }) => provider)).toEqual(['cpu', 'webgpu', 'cuda']);
    expect(findings[0]!.problem).toBeNull();
    for (const { problem } of findings) expect(problem).not.toBe('');
  }, 120_000);

  it('are not looked for any longer when nobody wants to know', async () => {
    const reason = new Error('the worker stops');
    await expect(detectProviders(AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('score the same rows alike, the processor twice to the bit', async () => {
    const [first, second] = [
      await runProbe({ kind: 'provider', provider: 'cpu' }, LIMITS),
      await runProbe({ kind: 'provider', provider: 'cpu' }, LIMITS),
    ];
    expect(first.kind).toBe('scores');
    expect(second).toEqual(first);
  });
});

// Set by whoever has a Vulkan driver, e.g. a software one.
const describeWithWebGpu = process.env.TURNWISE_TEST_WEBGPU === '1' ? describe : describe.skip;

describeWithWebGpu('WebGPU (TURNWISE_TEST_WEBGPU is 1)', () => {
  it('scores a small policy as the processor does', async () => {
    const reference = await runProbe({ kind: 'provider', provider: 'cpu' }, LIMITS);
    const answer = await runProbe({ kind: 'provider', provider: 'webgpu' }, LIMITS);
    if (reference.kind !== 'scores' || answer.kind !== 'scores') throw new Error(JSON.stringify(answer));
    const differences = answer.scores.map((score, row) => Math.abs(score - reference.scores[row]!));
    expect(answer.scores).toHaveLength(64);
    expect(Math.max(...differences)).toBeLessThan(PROVIDER_TOLERANCE);
    expect((await detectProviders()).find(({ provider }) => provider === 'webgpu')).toEqual({
      provider: 'webgpu',
      problem: null,
    });
  }, 120_000);
});
