import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ComputeProvider } from '../../domain/compute-provider';

/** Log only fatal errors. */
const LOG_SEVERITY = 4;

/**
 * Loads a model of the documented signature and scores rows with it, on one thread. Only for a separate process: a
 * model or driver may crash it.
 *
 * @param features row-major, a multiple of `featureCount` numbers
 * @param featureCount number of features of a row
 * @returns one score per row
 * @throws Error when the provider is missing, the model does not load or run, or its output is not one float32 per row
 */
export async function runScorer(
  model: Uint8Array,
  provider: ComputeProvider,
  { features, featureCount }: { readonly features: Float32Array; readonly featureCount: number },
): Promise<Float32Array> {
  const session = await InferenceSession.create(model, {
    executionProviders: [provider],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: LOG_SEVERITY,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  const rows = features.length / featureCount;
  const answer = await session.run({ features: new Tensor('float32', features, [rows, featureCount]) });
  const scores = answer.scores;
  if (scores?.type !== 'float32') throw new Error(`scores is ${scores?.type ?? 'missing'}, not float32`);
  if (scores.dims.length !== 1 || scores.dims[0] !== rows) {
    throw new Error(`scores has the shape [${scores.dims.join(', ')}] for ${rows} rows`);
  }
  return scores.data as Float32Array;
}
