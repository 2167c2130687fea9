import { availableParallelism, totalmem } from 'node:os';
import type { ComputeProvider } from '../src/domain/compute-provider';
import type { WorkerCapabilities } from '../src/jobs/job-requirements';
import type { Logger } from '../src/logging';
import { detectProviders } from '../src/policy/onnx-model/detect-providers';
import { RUNTIME_VERSION } from '../src/policy/onnx-model/runtime-version';
import { CODE_VERSION } from '../src/version';

/** What is known of this machine without trying anything. @param providers absent: the processor alone */
export function knownCapabilities(providers: readonly ComputeProvider[] = []): WorkerCapabilities {
  return {
    providers: ['cpu', ...providers.filter((provider) => provider !== 'cpu')],
    cpuCount: availableParallelism(),
    memoryBytes: totalmem(),
    onnxruntimeVersion: RUNTIME_VERSION,
    codeVersion: CODE_VERSION,
  };
}

/**
 * What this machine offers, graphics cards tried out in child processes; one that cannot be used is logged with the reason,
 * and the processor is used instead.
 *
 * @throws the signal's reason when it aborts
 */
export async function detectCapabilities(log: Logger, signal: AbortSignal): Promise<WorkerCapabilities> {
  const findings = await detectProviders(signal);
  for (const { provider, problem } of findings) {
    if (problem !== null) log.info({ provider, problem }, 'provider is not there; models run on the processor');
  }
  const usable = findings.filter(({ problem }) => problem === null);
  return knownCapabilities(usable.map(({ provider }) => provider));
}
