import { readFile, stat } from 'node:fs/promises';
import { InvalidInputError } from '../../errors';
import { FEATURE_COUNT } from '../candidates/decision';
import { MODEL_SIGNATURE } from '../scoring/model-signature';
import { encodeProbeModel } from './probe-model';
import type { ProbeAnswer, ProbeOrder } from './probe-message';
import { readModel } from '../../onnx/read-model';
import { runScorer } from './run-scorer';
import { assertScorerSignature, refused } from '../scoring/scorer-signature';

/** Rows that a provider scores; their values are fixed so that providers are comparable. */
const PROVIDER_ROWS = 64;

/** Row counts that a user's model must accept: a decision with one candidate, and one with several. */
const MODEL_ROWS = [1, 3];

/** Program of the child process: one request, one response, then it exits. */
async function answer(order: ProbeOrder): Promise<ProbeAnswer> {
  try {
    if (order.kind === 'provider') {
      const features = Float32Array.from({ length: PROVIDER_ROWS * FEATURE_COUNT }, (_zero, at) => Math.sin(at * 0.37));
      const rows = { features, featureCount: FEATURE_COUNT };
      const scores = await runScorer(encodeProbeModel(FEATURE_COUNT), order.provider, rows);
      return { kind: 'scores', scores: [...scores] };
    }
    return { kind: 'accepted', metadata: await checkFile(order.file) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof InvalidInputError ? 'refused' : 'failed', problem };
  }
}

async function checkFile(file: string): Promise<Readonly<Record<string, string>>> {
  const { size } = await stat(file);
  if (size > MODEL_SIGNATURE.maxBytes) throw refused(`it has ${size} bytes`);
  const bytes = await readFile(file);
  const summary = readModel(bytes);
  assertScorerSignature(summary);
  for (const rows of MODEL_ROWS) {
    const scores = await tryOut(bytes, rows);
    const wrong = scores.find((score) => !Number.isFinite(score));
    if (wrong !== undefined) throw refused(`it scores ${wrong} for a row of zeros`);
  }
  return summary.metadata;
}

async function tryOut(bytes: Uint8Array, rows: number): Promise<Float32Array> {
  const features = new Float32Array(rows * FEATURE_COUNT);
  try {
    return await runScorer(bytes, 'cpu', { features, featureCount: FEATURE_COUNT });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const unknown = /No Op registered for (\w{1,100})/.exec(text)?.[1];
    if (unknown !== undefined) throw refused(`the runtime knows no operator ${unknown}`);
    throw refused(`the runtime cannot run it on ${rows} rows of zeros: ${text.slice(0, 500)}`);
  }
}

process.once('message', (order: ProbeOrder) => {
  void answer(order).then((found) => {
    process.send!(found, () => {
      // The runtime may hold threads and devices that keep the process alive.
      process.exit(0);
    });
  });
});
process.once('disconnect', () => process.exit(0));
