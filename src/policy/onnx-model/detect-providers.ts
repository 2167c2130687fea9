import { COMPUTE_PROVIDERS, type ComputeProvider } from '../../domain/compute-provider';
import type { ProbeAnswer } from './probe-message';
import { type ProbeLimits, runProbe } from './run-probe';

/** A tested provider, and why it cannot be used; null when it can. */
export type ProviderFinding = { readonly provider: ComputeProvider; readonly problem: string | null };

/** The first start of a driver compiles shaders and can be slow. */
const LIMITS: ProbeLimits = { deadlineMs: 30_000, residentBytes: 8 * 1024 ** 3 };

/** Max difference of the probe model's scores between providers, due to float32 sums in another order. */
export const PROVIDER_TOLERANCE = 1e-4;

/**
 * Tests each provider on a small model in a child process and compares its scores with those of the CPU: a driver with
 * wrong results is not offered. The CPU itself is not tested.
 */
export async function detectProviders(signal?: AbortSignal): Promise<ProviderFinding[]> {
  const limits = signal === undefined ? LIMITS : { ...LIMITS, signal };
  const reference = scoresOf(await runProbe({ kind: 'provider', provider: 'cpu' }, limits));
  const findings: ProviderFinding[] = [{ provider: 'cpu', problem: null }];
  for (const provider of COMPUTE_PROVIDERS) {
    if (provider === 'cpu') continue;
    findings.push({ provider, problem: await tryProvider(provider, reference, limits) });
  }
  return findings;
}

async function tryProvider(
  provider: ComputeProvider,
  reference: readonly number[],
  limits: ProbeLimits,
): Promise<string | null> {
  try {
    const scores = scoresOf(await runProbe({ kind: 'provider', provider }, limits));
    const difference = Math.max(...scores.map((score, row) => Math.abs(score - reference[row]!)));
    // Comparisons with NaN are false, so NaN must be rejected explicitly.
    if (difference <= PROVIDER_TOLERANCE) return null;
    return `its scores differ from the CPU's by ${difference}`;
  } catch (error) {
    limits.signal?.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

function scoresOf(answer: ProbeAnswer): readonly number[] {
  if (answer.kind === 'scores') return answer.scores;
  throw new Error(answer.kind === 'accepted' ? 'it answered to another order' : answer.problem);
}
