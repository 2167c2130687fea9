import { deriveSeed } from '../../conversation/derive-seed';
import type { SettingsOf } from '../../domain/settings/settings-of';
import { InvalidInputError } from '../../errors';
import type { Learner } from '../learner/learner';
import type { LearnerSnapshot } from '../learner/learner-settings';
import type { IMITATION_SETTINGS } from '../run-settings';
import type { Demonstration } from './collect-demonstrations';
import { shuffle } from '../../domain/shuffle';
import { createRandom } from '../../domain/random';

/** The settings of an imitation run that learning reads. */
export type ImitationSettings = Pick<
  SettingsOf<typeof IMITATION_SETTINGS>,
  'epochs' | 'learningRate' | 'batchDecisions' | 'microBatchDecisions' | 'checkpointEvery' | 'seed'
>;

/** Metrics of an epoch: means over decisions, measured before each step. */
export type EpochMetrics = {
  /** From 1. */
  readonly epoch: number;
  /** Cross-entropy, nats. */
  readonly loss: number;
  readonly entropy: number;
  /** Share of decisions whose most likely candidate is the demonstrated one, 0 to 1. */
  readonly agreement: number;
  /** The same on held-out decisions; null without any. */
  readonly heldOutAgreement: number | null;
  /** Gradient norm of the last step, before clipping. */
  readonly gradientNorm: number;
};

export type ImitationRun = {
  readonly settings: ImitationSettings;
  readonly learner: Learner;
  readonly demonstrations: readonly Demonstration[];
  readonly heldOut: readonly Demonstration[];
  readonly onEpoch: (metrics: EpochMetrics) => Promise<void>;
  readonly onCheckpoint: (checkpoint: LearnerSnapshot, epoch: number) => Promise<void>;
  readonly signal: AbortSignal;
};

/**
 * Behaviour cloning: minimizes the cross-entropy of the demonstrated choices with Adam over shuffled batches.
 *
 * @param epochsDone epochs of the checkpoint that the learner was opened from; 0 for a fresh one. Resuming gives the
 *   same bytes as an uninterrupted run
 * @throws InvalidInputError when there are no demonstrations
 * @throws the signal's reason when it aborts
 */
export async function imitate(run: ImitationRun, epochsDone = 0): Promise<void> {
  const { settings, learner, demonstrations, signal } = run;
  if (demonstrations.length === 0) throw new InvalidInputError('there are no demonstrations; at least 1 is needed');
  for (let epoch = epochsDone + 1; epoch <= settings.epochs; epoch += 1) {
    await run.onEpoch(await learnEpoch(run, epoch));
    signal.throwIfAborted();
    if (epoch === settings.epochs || epoch % settings.checkpointEvery === 0) {
      await run.onCheckpoint(await learner.save(), epoch);
    }
  }
}

async function learnEpoch(run: ImitationRun, epoch: number): Promise<EpochMetrics> {
  const { settings, learner, demonstrations, heldOut, signal } = run;
  const order = shuffle(createRandom(deriveSeed(settings.seed, 'epoch', epoch)), demonstrations);
  const sums = { loss: 0, entropy: 0, agreement: 0 };
  let gradientNorm = 0;
  for (let from = 0; from < order.length; from += settings.batchDecisions) {
    signal.throwIfAborted();
    const batch = order.slice(from, from + settings.batchDecisions);
    for (let start = 0; start < batch.length; start += settings.microBatchDecisions) {
      const micro = batch.slice(start, start + settings.microBatchDecisions);
      const weight = 1 / batch.length;
      const statistics = await learner.accumulateImitation(micro.map((sample) => ({ ...sample, weight })));
      sums.loss += statistics.loss * batch.length;
      sums.entropy += statistics.entropy * batch.length;
      sums.agreement += statistics.agreement * batch.length;
    }
    ({ gradientNorm } = await learner.apply(settings.learningRate));
  }
  return {
    epoch,
    loss: sums.loss / order.length,
    entropy: sums.entropy / order.length,
    agreement: sums.agreement / order.length,
    heldOutAgreement: await agreementOn(learner, heldOut, settings.microBatchDecisions),
    gradientNorm,
  };
}

async function agreementOn(
  learner: Learner,
  demonstrations: readonly Demonstration[],
  batchDecisions: number,
): Promise<number | null> {
  let agreed = 0;
  for (let from = 0; from < demonstrations.length; from += batchDecisions) {
    const batch = demonstrations.slice(from, from + batchDecisions);
    const logProbabilities = await learner.logProbabilities(batch.map(({ decision }) => decision));
    agreed += batch.filter(({ chosen }, i) => isLikeliest(logProbabilities[i]!, chosen)).length;
  }
  return demonstrations.length === 0 ? null : agreed / demonstrations.length;
}

/** Ties go to the first candidate, as in a greedy policy. */
function isLikeliest(logProbabilities: Float32Array, chosen: number): boolean {
  const highest = logProbabilities.reduce((best, value) => Math.max(best, value), -Infinity);
  return logProbabilities.indexOf(highest) === chosen;
}
