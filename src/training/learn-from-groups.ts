import { deriveSeed } from '../conversation/derive-seed';
import type { CandidateScorer } from '../policy/onnx-policy';
import type { AssessedGroups } from './assess-groups';
import type { ChosenDecision } from './collected-rollout';
import { shuffle } from './draw-tasks';
import type { Learner } from './learner/learner';
import type { PolicySample, PolicyStatistics } from './learner/learner-settings';
import type { TrainerSettings } from './trainer-settings';

/** What the optimizer's steps of one update came to: means over decisions; null when there was nothing to learn from. */
export type UpdateLosses = {
  readonly kl: number;
  readonly entropy: number;
  readonly clipShare: number;
  readonly policyLoss: number;
  readonly valueLoss: number | null;
  /** Of the last step, before it was cut. */
  readonly gradientNorm: number;
  readonly steps: number;
};

type Schooling = {
  readonly settings: TrainerSettings;
  readonly learner: Learner;
  readonly reference: CandidateScorer;
};

/**
 * Several passes over the decisions of an update in shuffled batches, one step of the optimizer each.
 *
 * @returns null when no decision has an advantage: a step would only follow the divergence term
 */
export async function learnFromGroups(
  { settings, learner, reference }: Schooling,
  assessed: AssessedGroups,
  update: number,
): Promise<UpdateLosses | null> {
  const { epochs, batchDecisions, seed } = settings;
  const samples = await toSamples(assessed, settings, reference);
  if (samples.every(({ advantage }) => advantage === 0)) return null;
  const batches = Math.ceil(samples.length / batchDecisions);
  const rolloutCount = assessed.groups.flat().length;
  const totals = new LossTotals();
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const order = shuffle(samples, deriveSeed(seed, 'batches', update, epoch));
    for (let batch = 0; batch < batches; batch += 1) {
      const chosen = order.slice(batch * batchDecisions, (batch + 1) * batchDecisions);
      const weight = decisionWeight(settings, { decisions: chosen.length, rollouts: rolloutCount, batches });
      for (const micro of chunk(chosen, settings.microBatchDecisions)) {
        const weighted = micro.map((sample) => ({ ...sample, weight }));
        totals.add(await learner.accumulate(weighted, settings), weight * micro.length);
      }
      totals.addStep(await learner.apply(settings.learningRate));
    }
  }
  return totals.means();
}

/**
 * What a decision counts in a step. DR_GRPO divides by a constant (rollouts x turn limit) and not by what there is, which is
 * the half of it that lies in the loss (arXiv 2503.20783); every other estimator takes the mean over the batch's decisions.
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

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** Adds up weighted sums of micro-batches and divides by the weight once. */
class LossTotals {
  private weight = 0;
  private steps = 0;
  private gradientNorm = 0;
  private readonly sums = { kl: 0, entropy: 0, clipShare: 0, policyLoss: 0, valueLoss: 0 };
  private hasCritic = false;

  add({ kl, entropy, clipShare, policyLoss, valueLoss }: PolicyStatistics, weight: number): void {
    this.weight += weight;
    this.sums.kl += kl;
    this.sums.entropy += entropy;
    this.sums.clipShare += clipShare;
    this.sums.policyLoss += policyLoss;
    this.sums.valueLoss += valueLoss ?? 0;
    this.hasCritic ||= valueLoss !== null;
  }

  addStep({ gradientNorm }: { readonly gradientNorm: number }): void {
    this.steps += 1;
    this.gradientNorm = gradientNorm;
  }

  means(): UpdateLosses {
    const { weight, sums, steps, gradientNorm } = this;
    return {
      kl: sums.kl / weight,
      entropy: sums.entropy / weight,
      clipShare: sums.clipShare / weight,
      policyLoss: sums.policyLoss / weight,
      valueLoss: this.hasCritic ? sums.valueLoss / weight : null,
      gradientNorm,
      steps,
    };
  }
}
