import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { InvalidInputError } from '../../errors';
import { createRandom } from '../../domain/random';
import { readModel } from '../../onnx/read-model';
import { FEATURE_COUNT } from '../candidates/decision';
import { MODEL_SIGNATURE, readRowDependence } from './model-signature';
import { openSession } from './open-session';
import type { PackedDecisions } from './pack-decisions';
import { assertScorerSignature } from './scorer-signature';

/** Rows per run of a model that scores rows independently. */
const BLOCK_ROWS = 64;

/**
 * A model that scores decisions; the result of a decision is bitwise equal whatever is scored with it.
 *
 * A model of independent rows runs on blocks of `BLOCK_ROWS` rows, cut from the concatenated decisions, with the last
 * block padded with zeros. Every run has the same shape and so uses the same kernels; that a row's bits do not depend
 * on its position in the block or on other rows is a property of those kernels, and tested when the model is opened. A
 * model that fails the test, or that compares candidates, runs once per decision.
 */
export class ScorerSession {
  private constructor(
    private readonly session: InferenceSession,
    private readonly scoresInBlocks: boolean,
  ) {}

  /** @throws InvalidInputError when the model has another signature or does not load */
  static async open(model: Uint8Array): Promise<ScorerSession> {
    const { maxBytes } = MODEL_SIGNATURE;
    if (model.length > maxBytes) {
      throw new InvalidInputError(`the model has ${model.length} bytes; at most ${maxBytes} are allowed`);
    }
    const read = readModel(model);
    assertScorerSignature(read);
    const session = await openSession(model).catch((cause: unknown) => {
      throw new InvalidInputError(`onnxruntime does not load the model: ${String(cause)}`, { cause });
    });
    const isIndependent = readRowDependence(read.metadata) === 'INDEPENDENT';
    return new ScorerSession(session, isIndependent && (await areRowsIndependent(session)));
  }

  /**
   * One finite score per row. @throws InvalidInputError when the number of scores is wrong, or a score is not finite
   */
  async score({ features, candidateCounts }: PackedDecisions): Promise<Float32Array<ArrayBuffer>> {
    const scores = new Float32Array(features.length / FEATURE_COUNT);
    if (this.scoresInBlocks) await scoreBlocks(this.session, features, scores);
    else await this.scoreEach(features, candidateCounts, scores);
    const bad = scores.findIndex((score) => !Number.isFinite(score));
    if (bad >= 0) throw new InvalidInputError(`the model scores candidate ${bad} of the batch ${scores[bad]!}`);
    return scores;
  }

  /** Releases its memory. */
  close(): Promise<void> {
    return this.session.release();
  }

  private async scoreEach(
    features: Float32Array,
    candidateCounts: readonly number[],
    scores: Float32Array,
  ): Promise<void> {
    let row = 0;
    for (const count of candidateCounts) {
      scores.set(await run(this.session, features.subarray(row * FEATURE_COUNT, (row + count) * FEATURE_COUNT)), row);
      row += count;
    }
  }
}

async function scoreBlocks(session: InferenceSession, features: Float32Array, scores: Float32Array): Promise<void> {
  for (let row = 0; row < scores.length; row += BLOCK_ROWS) {
    const block = features.subarray(row * FEATURE_COUNT, (row + BLOCK_ROWS) * FEATURE_COUNT);
    const found = await run(session, fillBlock(block));
    scores.set(found.subarray(0, Math.min(BLOCK_ROWS, scores.length - row)), row);
  }
}

function fillBlock(rows: Float32Array): Float32Array {
  const size = BLOCK_ROWS * FEATURE_COUNT;
  if (rows.length === size) return rows;
  const block = new Float32Array(size);
  block.set(rows);
  return block;
}

/** Scores random rows at one position, and again at other positions beside zeros; true when all bits are equal. */
async function areRowsIndependent(session: InferenceSession): Promise<boolean> {
  const random = createRandom(1);
  const rows = Float32Array.from({ length: BLOCK_ROWS * FEATURE_COUNT }, () => 2 * random.next() - 1);
  const expected = await run(session, rows);
  for (const shift of [1, 7, BLOCK_ROWS / 2, BLOCK_ROWS - 1]) {
    const found = await run(session, fillBlock(rows.subarray(shift * FEATURE_COUNT)));
    if (expected.subarray(shift).some((score, row) => score !== found[row])) return false;
  }
  return true;
}

async function run(session: InferenceSession, features: Float32Array): Promise<Float32Array> {
  const rows = features.length / FEATURE_COUNT;
  const { input, output } = MODEL_SIGNATURE;
  const feeds = { [input]: new Tensor('float32', features, [rows, FEATURE_COUNT]) };
  const results = await session.run(feeds).catch((cause: unknown) => {
    throw new InvalidInputError(`the model fails on ${rows} candidates: ${String(cause)}`, { cause });
  });
  const scores = results[output]?.data;
  if (scores instanceof Float32Array && scores.length === rows) return scores;
  throw new InvalidInputError(
    `the model gives ${scores?.length ?? 'no'} scores for ${rows} candidates; expected one each`,
  );
}
