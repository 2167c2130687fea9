import { FEATURE_COUNT, STATE_FEATURE_COUNT } from '../../../src/policy/candidates/decision';
import type { PolicyLossSettings, PolicySample } from '../../../src/training/learner/learner-settings';

/** Widths of a network's layers, its input first; the last is 1. */
type Widths = readonly number[];

/** Gradients and losses by hand, in double precision. */
export type OracleResult = {
  readonly loss: number;
  readonly policyLoss: number;
  readonly kl: number;
  readonly entropy: number;
  readonly clipShare: number;
  readonly valueLoss: number;
  readonly gradient: Float64Array;
};

/**
 * The gradient of the policy loss of a multilayer scorer and critic, written out by hand with plain loops: it shares no code
 * with the graph builder.
 *
 * @param parameters weights [from, to] and bias [to] of each layer of the scorer, then of the critic
 */
export function policyOracle(
  parameters: Float32Array,
  { scorer, critic }: { readonly scorer: Widths; readonly critic: Widths },
  samples: readonly PolicySample[],
  settings: PolicyLossSettings,
): OracleResult {
  const gradient = new Float64Array(parameters.length);
  const criticOffset = sizeOf(scorer);
  const sums = { policyLoss: 0, kl: 0, entropy: 0, clipShare: 0, valueLoss: 0 };
  for (const sample of samples) {
    const { decision, chosen, weight } = sample;
    const rows = Array.from({ length: decision.candidateCount }, (_, row) =>
      forward(parameters, 0, scorer, decision.features.subarray(row * FEATURE_COUNT, (row + 1) * FEATURE_COUNT)),
    );
    const logits = rows.map((layers) => layers.at(-1)![0]! / settings.temperature);
    const highest = Math.max(...logits);
    const logTotal = highest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
    const logs = logits.map((logit) => logit - logTotal);
    const entropy = -logs.reduce((sum, log) => sum + Math.exp(log) * log, 0);

    const ratio = Math.exp(logs[chosen]! - sample.oldLogProbability);
    const clipped = Math.min(Math.max(ratio, 1 - settings.clipLow), 1 + settings.clipHigh);
    const isFreeSmaller = ratio * sample.advantage <= clipped * sample.advantage;
    const reference = Math.exp(sample.referenceLogProbability - logs[chosen]!);
    sums.policyLoss -= weight * Math.min(ratio * sample.advantage, clipped * sample.advantage);
    sums.kl += weight * (reference - (sample.referenceLogProbability - logs[chosen]!) - 1);
    sums.entropy += weight * entropy;
    sums.clipShare += weight * (isFreeSmaller ? 0 : 1);

    const byChosen =
      weight * ((isFreeSmaller ? -ratio * sample.advantage : 0) + settings.klCoefficient * (1 - reference));
    rows.forEach((layers, row) => {
      const probability = Math.exp(logs[row]!);
      const ofChosen = byChosen * ((row === chosen ? 1 : 0) - probability);
      const ofEntropy = weight * settings.entropyCoefficient * probability * (logs[row]! + entropy);
      backward(
        parameters,
        gradient,
        { offset: 0, widths: scorer, layers },
        (ofChosen + ofEntropy) / settings.temperature,
      );
    });

    if (critic.length > 0) {
      const layers = forward(parameters, criticOffset, critic, decision.stateFeatures);
      const error = layers.at(-1)![0]! - sample.target!;
      sums.valueLoss += (weight * error ** 2) / 2;
      backward(
        parameters,
        gradient,
        { offset: criticOffset, widths: critic, layers },
        settings.valueCoefficient * weight * error,
      );
    }
  }
  const loss =
    sums.policyLoss +
    settings.klCoefficient * sums.kl -
    settings.entropyCoefficient * sums.entropy +
    settings.valueCoefficient * sums.valueLoss;
  return { loss, ...sums, gradient };
}

export function criticWidths(hidden: readonly number[]): Widths {
  return [STATE_FEATURE_COUNT, ...hidden, 1];
}

export function scorerWidths(hidden: readonly number[]): Widths {
  return [FEATURE_COUNT, ...hidden, 1];
}

/** What each layer gives, the input first; all but the last are cut at 0. */
function forward(parameters: Float32Array, offset: number, widths: Widths, input: Float32Array): Float64Array[] {
  const layers = [Float64Array.from(input)];
  let at = offset;
  for (let layer = 1; layer < widths.length; layer += 1) {
    const [from, to] = [widths[layer - 1]!, widths[layer]!];
    const before = layers[layer - 1]!;
    const after = new Float64Array(to);
    for (let j = 0; j < to; j += 1) {
      let total = parameters[at + from * to + j]!;
      for (let i = 0; i < from; i += 1) total += before[i]! * parameters[at + i * to + j]!;
      after[j] = layer < widths.length - 1 ? Math.max(total, 0) : total;
    }
    layers.push(after);
    at += from * to + to;
  }
  return layers;
}

/** Adds to the gradient what the gradient by the output brings. */
function backward(
  parameters: Float32Array,
  gradient: Float64Array,
  network: { readonly offset: number; readonly widths: Widths; readonly layers: readonly Float64Array[] },
  ofOutput: number,
): void {
  const { offset, widths, layers } = network;
  let ofAfter = Float64Array.of(ofOutput);
  let at = offset + sizeOf(widths);
  for (let layer = widths.length - 1; layer >= 1; layer -= 1) {
    const [from, to] = [widths[layer - 1]!, widths[layer]!];
    at -= from * to + to;
    const before = layers[layer - 1]!;
    const ofBefore = new Float64Array(from);
    for (let j = 0; j < to; j += 1) {
      if (layer < widths.length - 1 && layers[layer]![j]! <= 0) continue;
      gradient[at + from * to + j]! += ofAfter[j]!;
      for (let i = 0; i < from; i += 1) {
        gradient[at + i * to + j]! += before[i]! * ofAfter[j]!;
        ofBefore[i]! += parameters[at + i * to + j]! * ofAfter[j]!;
      }
    }
    ofAfter = ofBefore;
  }
}

function sizeOf(widths: Widths): number {
  return widths.slice(1).reduce((total, to, index) => total + widths[index]! * to + to, 0);
}
