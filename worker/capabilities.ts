import { availableParallelism, totalmem } from 'node:os';
import type { ComputeProvider } from '../src/domain/compute-provider';
import type { WorkerCapabilities } from '../src/jobs/job-requirements';
import type { Logger } from '../src/logging';
import { detectProviders } from '../src/policy/onnx-model/detect-providers';
import { RUNTIME_VERSION } from '../src/policy/onnx-model/runtime-version';
import { CODE_VERSION } from '../src/version';

/** Capabilities known without detection. @param providers configured providers; if absent, only the CPU */
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
 * Detects this machine's capabilities, testing GPU providers in child processes. An unusable provider is logged with
 * the reason, and the CPU is used instead.
 *
 * @throws the signal's reason if it aborts
 */
export async function detectCapabilities(log: Logger, signal: AbortSignal): Promise<WorkerCapabilities> {
  const findings = await detectProviders(signal);
  for (const { provider, problem } of findings) {
    if (problem !== null) log.info({ provider, problem }, 'provider is not available; models run on the CPU');
  }
  const usable = findings.filter(({ problem }) => problem === null);
  return knownCapabilities(usable.map(({ provider }) => provider));
}
