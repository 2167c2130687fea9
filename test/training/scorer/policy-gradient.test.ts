import { FEATURE_COUNT, STATE_FEATURE_COUNT } from '../../../src/policy/candidates/decision';
import { layOutSlots, packBatch } from '../../../src/training/learner/pack-batch';
import type { PolicySample } from '../../../src/training/learner/learner-settings';
import { DEFAULT_ARCHITECTURE, SMALL_TRANSFORMER, type Architecture } from '../../../src/training/scorer/architecture';
import { countParameters, drawParameters } from '../../../src/training/scorer/parameters';
import { encodeImitationGraph, encodePolicyGraph } from '../../../src/training/scorer/policy-graph';
import { type NetworkSettings, networkShapes } from '../../../src/training/scorer/training-graph';
import { drawCounts } from '../../policy/scoring/made-decisions';
import { type Feed, floats, integers, ModelRunner } from '../support/model-runner';
import { LOSS, makeSamples } from './made-samples';
import { criticWidths, policyOracle, scorerWidths } from './oracle';

describe('the gradient of the policy loss', () => {
  const runner = new ModelRunner();
  afterAll(() => runner.close());

  it('is what a gradient written by hand in double precision gives, for scorer and critic', async () => {
    const hidden = DEFAULT_ARCHITECTURE.kind === 'MLP' ? DEFAULT_ARCHITECTURE.hidden : [];
    const settings: NetworkSettings = { architecture: DEFAULT_ARCHITECTURE, critic: { hidden: [32] } };
    const parameters = drawParameters(networkShapes(settings), 1);
    const samples = makeSamples([...drawCounts(24, [2, 40]), 1, 129]);
    const outputs = await runner.load(encodePolicyGraph(settings))(policyFeeds(samples, parameters));
    const widths = { scorer: scorerWidths(hidden), critic: criticWidths([32]) };
    const expected = policyOracle(parameters, widths, samples, LOSS);

    const found = outputs.new_gradient_sum!.values;
    // Largest difference over the largest gradient: single precision keeps about 6e-8 of each term of the sums.
    expect(largestDifference(found, expected.gradient)).toBeLessThan(1e-6);
    expect(Math.hypot(...expected.gradient)).toBeGreaterThan(0.1);
    expect(outputs.gradient_norm!.values[0]).toBeCloseTo(Math.hypot(...expected.gradient), 5);
    for (const [name, value] of [
      ['loss', expected.loss],
      ['policy_loss', expected.policyLoss],
      ['kl', expected.kl],
      ['entropy', expected.entropy],
      ['clip_share', expected.clipShare],
      ['value_loss', expected.valueLoss],
    ] as const) {
      expect(outputs[name]!.values[0]).toBeCloseTo(value, 5);
    }
    expect(expected.clipShare).toBeGreaterThan(0.1);
    expect(expected.clipShare).toBeLessThan(0.9);
  });

  it.each([
    ['the first layer', 0],
    ['the attention', 3],
    ['the feed-forward layer', 11],
    ['the last layer', -2],
  ])('of a transformer is what differences along its gradient give: %s', async (_, index) => {
    const architecture: Architecture = { kind: 'TRANSFORMER', width: 8, heads: 2, layers: 2, feedForward: 12 };
    const settings: NetworkSettings = { architecture, critic: null };
    const shapes = networkShapes(settings);
    const parameters = drawParameters(shapes, 2);
    const samples = makeSamples([3, 1, 7, 12, 2]);
    const run = runner.load(encodePolicyGraph(settings));
    const gradient = (await run(policyFeeds(samples, parameters, false))).new_gradient_sum!.values;

    const at = (index + shapes.length) % shapes.length;
    const from = countParameters(shapes.slice(0, at));
    const to = from + countParameters([shapes[at]!]);
    const norm = Math.hypot(...gradient.subarray(from, to));
    const moved = async (distance: number) => {
      const shifted = parameters.map((each, i) =>
        i >= from && i < to ? each + (distance * gradient[i]!) / norm : each,
      );
      return (await run(policyFeeds(samples, shifted, false))).loss!.values[0]!;
    };
    const slope = ((await moved(0.002)) - (await moved(-0.002))) / 0.004;
    expect(norm).toBeGreaterThan(1e-3);
    expect(Math.abs(slope - norm) / norm).toBeLessThan(0.01);
  });

  it.each([
    ['a multilayer scorer', DEFAULT_ARCHITECTURE],
    ['a transformer', SMALL_TRANSFORMER],
  ])('does not depend on which decisions share a batch: %s', async (_, architecture) => {
    const settings: NetworkSettings = { architecture, critic: null };
    const parameters = drawParameters(networkShapes(settings), 1);
    const samples = makeSamples([2, 30, 9, 17]);
    const run = runner.load(encodePolicyGraph(settings));
    const whole = (await run(policyFeeds(samples, parameters, false))).new_gradient_sum!.values;
    let sum = new Float64Array(whole.length);
    for (const sample of samples) {
      const feeds = policyFeeds([sample], parameters, false);
      sum = (await run({ ...feeds, gradient_sum: floats(sum, [sum.length]) })).new_gradient_sum!.values as typeof sum;
    }
    expect(largestDifference(sum, whole)).toBeLessThan(1e-5);
  });

  it('of imitation raises what was chosen: probability less 1 by its score, probability by the others', async () => {
    const settings: NetworkSettings = { architecture: { kind: 'MLP', hidden: [4] }, critic: null };
    const shapes = networkShapes(settings);
    const parameters = drawParameters(shapes, 3);
    // With the last layer's weights at 0 all scores are alike, whatever the features.
    parameters.fill(0, parameters.length - 5);
    const [sample] = makeSamples([4]);
    const { batch, chosen, weight } = commonFeeds([sample!], parameters);
    const outputs = await runner.load(encodeImitationGraph(settings))({
      ...batch,
      chosen,
      weight,
      temperature: floats([1], []),
    });
    expect(outputs.loss!.values[0]).toBeCloseTo(Math.log(4), 6);
    expect(outputs.entropy!.values[0]).toBeCloseTo(Math.log(4), 6);
    expect(outputs.agreement!.values[0]).toBe(1);
    // The bias of the last layer moves all scores alike, so it has no gradient.
    expect(outputs.new_gradient_sum!.values.at(-1)).toBeCloseTo(0, 7);
    expect(outputs.gradient_norm!.values[0]).toBeGreaterThan(0.01);
  });
});

function policyFeeds(
  samples: readonly PolicySample[],
  parameters: Float32Array,
  hasCritic = true,
): Record<string, Feed> {
  const { batch, chosen, weight, perDecision } = commonFeeds(samples, parameters);
  const scalars = {
    temperature: LOSS.temperature,
    clip_low: LOSS.clipLow,
    clip_high: LOSS.clipHigh,
    kl_coefficient: LOSS.klCoefficient,
    entropy_coefficient: LOSS.entropyCoefficient,
    ...(hasCritic ? { value_coefficient: LOSS.valueCoefficient } : {}),
  };
  const { stateFeatures } = packBatch(
    samples.map(({ decision }) => decision),
    { hasCritic: true },
  );
  return {
    ...batch,
    chosen,
    weight,
    advantage: perDecision(({ advantage }) => advantage),
    old_log_probability: perDecision(({ oldLogProbability }) => oldLogProbability),
    reference_log_probability: perDecision(({ referenceLogProbability }) => referenceLogProbability),
    ...(hasCritic
      ? {
          target: perDecision(({ target }) => target!),
          state_features: floats(stateFeatures!, [samples.length, STATE_FEATURE_COUNT]),
        }
      : {}),
    ...Object.fromEntries(Object.entries(scalars).map(([name, value]) => [name, floats([value], [])])),
  };
}

function commonFeeds(samples: readonly PolicySample[], parameters: Float32Array) {
  const packed = packBatch(
    samples.map(({ decision }) => decision),
    { hasCritic: false },
  );
  const { count, rowOfSlot, slotOfRow } = layOutSlots(packed.candidateCounts);
  const perDecision = (read: (sample: PolicySample) => number) => floats(samples.map(read), [samples.length]);
  const batch: Record<string, Feed> = {
    parameters: floats(parameters, [parameters.length]),
    gradient_sum: floats(new Float32Array(parameters.length), [parameters.length]),
    features: floats(packed.features, [slotOfRow.length, FEATURE_COUNT]),
    row_of_slot: integers(rowOfSlot, [samples.length, count]),
    slot_of_row: integers(slotOfRow, [slotOfRow.length]),
  };
  const chosen = integers(
    samples.map((sample) => sample.chosen),
    [samples.length, 1],
  );
  return { batch, chosen, weight: perDecision(({ weight }) => weight), perDecision };
}

function largestDifference(found: Float64Array, expected: Float64Array): number {
  const scale = expected.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  return found.reduce((most, each, i) => Math.max(most, Math.abs(each - expected[i]!)), 0) / scale;
}
