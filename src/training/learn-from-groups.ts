import { deriveSeed } from '../conversation/derive-seed';
import type { CandidateScorer } from '../policy/onnx-policy';
import type { AssessedGroups } from './assess-groups';
import type { ChosenDecision } from './collected-rollout';
import type { Learner } from './learner/learner';
import type { PolicySample, PolicyStatistics } from './learner/learner-settings';
import { splitEvenly } from './split-evenly';
import type { TrainerSettings } from './trainer-settings';
import { shuffle } from '../domain/shuffle';
import { createRandom } from '../domain/random';

/**
 * Metrics of the optimizer steps of one update: means over all decisions of all passes, each measured before its step,
 * at the temperature of the rollouts. A decision counts once per pass, whatever its weight in the step.
 */
export type UpdateLosses = {
  /** KL divergence from the reference, in nats. */
  readonly kl: number;
  readonly entropy: number;
  readonly clipShare: number;
  readonly policyLoss: number;
  /** Null without a critic. */
  readonly valueLoss: number | null;
  /** Gradient norm of the last step, before clipping. */
  readonly gradientNorm: number;
  readonly steps: number;
};

type Schooling = {
  readonly settings: TrainerSettings;
  readonly learner: Learner;
  readonly reference: CandidateScorer;
  /** Called before each step. */
  readonly signal: AbortSignal;
};

/**
 * Makes several passes over the decisions of an update in shuffled batches of similar size, one optimizer step per
 * batch.
 *
 * @returns null when no decision has a nonzero advantage: a step would follow only the divergence term
 * @throws the signal's reason when it aborts; earlier steps have been applied
 * @throws InvalidInputError when a figure is not finite
 */
export async function learnFromGroups(
  { settings, learner, reference, signal }: Schooling,
  assessed: AssessedGroups,
  update: number,
): Promise<UpdateLosses | null> {
  const { epochs, batchDecisions, microBatchDecisions, seed } = settings;
  const samples = await toSamples(assessed, settings, reference);
  if (samples.every(({ advantage }) => advantage === 0)) return null;
  const rollouts = assessed.groups.flat().length;
  const totals = new LossTotals();
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const batches = splitEvenly(
      shuffle(createRandom(deriveSeed(seed, 'batches', update, epoch)), samples),
      batchDecisions,
    );
    for (const batch of batches) {
      signal.throwIfAborted();
      const weight = decisionWeight(settings, { decisions: batch.length, rollouts, batches: batches.length });
      const weighted = batch.map((sample) => ({ ...sample, weight }));
      for (const micro of splitEvenly(weighted, microBatchDecisions)) {
        totals.add(await learner.accumulate(micro, settings), { weight, decisions: micro.length });
      }
      totals.addStep(await learner.apply(settings.learningRate));
    }
  }
  return totals.means();
}

/**
 * Weight of a decision in a step. DR_GRPO divides by a constant (rollouts x turn limit) instead of the actual number,
 * the half of the method that belongs to the loss (arXiv 2503.20783), and multiplies by the number of batches, because
 * a step sees one batch. Every other estimator takes the mean over the batch's decisions, so the weights of a step sum
 * to 1.
 */
function decisionWeight(
  { estimator, maxTurns }: TrainerSettings,
  { decisions, rollouts, batches }: { readonly decisions: number; readonly rollouts: number; readonly batches: number },
): number {
  return estimator === 'DR_GRPO' ? batches / (rollouts * maxTurns) : 1 / decisions;
}

async function toSamples(
  { groups, advantages, valueTargets }: AssessedGroups,
  { temperature }: TrainerSettings,
  reference: CandidateScorer,
): Promise<PolicySample[]> {
  const samples = groups.flatMap((group, g) =>
    group.flatMap(({ decisions }, i) =>
      decisions.map(async (chosen, turn) => ({
        decision: chosen.decision,
        chosen: chosen.chosen,
        weight: 0,
        oldLogProbability: chosen.logProbability,
        referenceLogProbability: await askReference(reference, chosen, temperature),
        advantage: advantages[g]![i]![turn]!,
        target: valueTargets?.[g]?.[i]?.[turn] ?? null,
      })),
    ),
  );
  return Promise.all(samples);
}

async function askReference(
  reference: CandidateScorer,
  { decision, chosen }: ChosenDecision,
  temperature: number,
): Promise<number> {
  const scores = await reference.score(decision);
  const highest = scores.reduce((best, score) => Math.max(best, score), -Infinity);
  const total = scores.reduce((sum, score) => sum + Math.exp((score - highest) / temperature), 0);
  return (scores[chosen]! - highest) / temperature - Math.log(total);
}

/** Accumulates over decisions the weighted sums of micro-batches. */
class LossTotals {
  private decisions = 0;
  private steps = 0;
  private gradientNorm = 0;
  private readonly sums = { kl: 0, entropy: 0, clipShare: 0, policyLoss: 0, valueLoss: 0 };
  private hasCritic = false;

  /** @param counted the weight of every decision of the micro-batch, and their number */
  add(
    { kl, entropy, clipShare, policyLoss, valueLoss }: PolicyStatistics,
    { weight, decisions }: { readonly weight: number; readonly decisions: number },
  ): void {
    this.decisions += decisions;
    this.sums.kl += kl / weight;
    this.sums.entropy += entropy / weight;
    this.sums.clipShare += clipShare / weight;
    this.sums.policyLoss += policyLoss / weight;
    this.sums.valueLoss += (valueLoss ?? 0) / weight;
    this.hasCritic ||= valueLoss !== null;
  }

  addStep({ gradientNorm }: { readonly gradientNorm: number }): void {
    this.steps += 1;
    this.gradientNorm = gradientNorm;
  }

  means(): UpdateLosses {
    const { decisions, sums, steps, gradientNorm } = this;
    return {
      kl: sums.kl / decisions,
      entropy: sums.entropy / decisions,
      clipShare: sums.clipShare / decisions,
      policyLoss: sums.policyLoss / decisions,
      valueLoss: this.hasCritic ? sums.valueLoss / decisions : null,
      gradientNorm,
      steps,
    };
  }
}
