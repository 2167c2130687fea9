import { ConflictError, InvalidInputError, UnavailableError } from '../../../src/errors';
import { readModel } from '../../../src/onnx/read-model';
import { ScoreThread } from '../../../src/policy/scoring/score-thread';
import { Learner } from '../../../src/training/learner/learner';
import type { LearnerSnapshot, LearnerSettings, LearnerStart } from '../../../src/training/learner/learner-settings';
import { DEFAULT_ADAM } from '../../../src/training/scorer/adam-graph';
import { countParameters } from '../../../src/training/scorer/parameters';
import { scorerShapes } from '../../../src/training/scorer/scorer';
import { drawCounts, makeDecisions } from '../../policy/scoring/made-decisions';
import { LOSS, makeSamples } from '../scorer/made-samples';

const MLP: LearnerSettings = { architecture: { kind: 'MLP', hidden: [24, 16] }, critic: null, adam: DEFAULT_ADAM };
const WITH_CRITIC: LearnerSettings = { ...MLP, critic: { hidden: [8] } };
const TRANSFORMER: LearnerSettings = {
  ...MLP,
  architecture: { kind: 'TRANSFORMER', width: 16, heads: 2, layers: 2, feedForward: 24 },
};

describe('the learner', () => {
  const open: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });

  async function create(settings: LearnerSettings, start: LearnerStart = { kind: 'SEED', seed: 1 }): Promise<Learner> {
    const learner = await Learner.create(settings, start);
    open.push(learner);
    return learner;
  }

  /** Steps `from` (included) to `to` of a training on two micro-batches a step. */
  async function train(learner: Learner, [from, to]: readonly [number, number]): Promise<void> {
    for (let step = from; step < to; step += 1) {
      for (const part of [0, 1]) {
        await learner.accumulate(makeSamples(drawCounts(6, [1, 20], 100 * step + part), 100 * step + part), LOSS);
      }
      await learner.apply(1e-3);
    }
  }

  it.each([
    ['a multilayer scorer', MLP],
    ['a scorer with a critic', WITH_CRITIC],
    ['a transformer', TRANSFORMER],
  ])('gives the same bytes again, also when stopped and resumed: %s', async (_, settings) => {
    const once = await create(settings);
    await train(once, [0, 6]);
    const expected = await once.save({ seed: '1' });

    const again = await create(settings);
    await train(again, [0, 3]);
    const middle = await again.save();
    await train(again, [3, 6]);
    expect(await again.save({ seed: '1' })).toEqual(expected);

    const resumed = await create(settings, { kind: 'CHECKPOINT', ...middle });
    await train(resumed, [3, 6]);
    expect(await resumed.save({ seed: '1' })).toEqual(expected);
    const other = await create(settings, { kind: 'SEED', seed: 2 });
    await train(other, [0, 6]);
    expect((await other.save({ seed: '1' })).model).not.toEqual(expected.model);
  });

  it('imitates: what was chosen becomes the likeliest', async () => {
    const learner = await create(MLP);
    const samples = makeSamples(drawCounts(16, [2, 12]));
    const first = await learner.accumulateImitation(samples);
    await learner.discard();
    for (let step = 0; step < 60; step += 1) {
      await learner.accumulateImitation(samples);
      await learner.apply(0.01);
    }
    const last = await learner.accumulateImitation(samples);
    expect(first.agreement).toBeLessThan(0.7);
    expect(last.agreement).toBeCloseTo(1, 5);
    expect(last.loss).toBeLessThan(first.loss / 4);
  });

  it('makes what had an advantage likelier and the critic better', async () => {
    const learner = await create(WITH_CRITIC);
    const samples = makeSamples(drawCounts(8, [4, 8]));
    const decisions = samples.map(({ decision }) => decision);
    const before = await learner.evaluate(decisions, LOSS.temperature);
    const onPolicy = samples.map((sample, i) => {
      const logProbability = before.logProbabilities[i]![sample.chosen]!;
      return { ...sample, oldLogProbability: logProbability, referenceLogProbability: logProbability };
    });
    const first = await learner.accumulate(onPolicy, LOSS);
    expect(first.ratio).toBeCloseTo(1, 5);
    expect(first.kl).toBeCloseTo(0, 6);
    expect(first.clipShare).toBe(0);
    expect((await learner.apply(0.003)).step).toBe(1);
    for (let step = 2; step < 10; step += 1) {
      await learner.accumulate(onPolicy, LOSS);
      await learner.apply(0.003);
    }
    const last = await learner.accumulate(onPolicy, LOSS);
    expect(last.policyLoss).toBeLessThan(first.policyLoss);
    expect(last.valueLoss!).toBeLessThan(first.valueLoss!);
    expect(last.largestRatio).toBeGreaterThan(1);
    expect(last.smallestRatio).toBeLessThan(1);
    const after = await learner.evaluate(decisions, LOSS.temperature);
    expect(after.values).toHaveLength(8);
    for (const logs of after.logProbabilities) {
      expect(logs.reduce((total, log) => total + Math.exp(log), 0)).toBeCloseTo(1, 5);
    }
    onPolicy.forEach(({ advantage, chosen }, i) => {
      if (advantage > 0.5) {
        expect(after.logProbabilities[i]![chosen]).toBeGreaterThan(before.logProbabilities[i]![chosen]!);
      }
    });
  });

  it('adds micro-batches up to what one batch gives', async () => {
    const samples = makeSamples(drawCounts(8, [1, 20]));
    const [whole, parts] = [await create(MLP), await create(MLP)];
    const all = await whole.accumulate(samples, LOSS);
    const first = await parts.accumulate(samples.slice(0, 3), LOSS);
    const second = await parts.accumulate(samples.slice(3), LOSS);
    expect(first.policyLoss + second.policyLoss).toBeCloseTo(all.policyLoss, 5);
    const norms = [await whole.apply(1e-3), await parts.apply(1e-3)].map(({ gradientNorm }) => gradientNorm);
    expect(norms[1]).toBeCloseTo(norms[0]!, 5);
  });

  it.each([
    ['a multilayer scorer', MLP],
    ['a transformer', TRANSFORMER],
  ])('saves a model that scores as the learner does: %s', async (_, settings) => {
    const learner = await create(settings);
    await train(learner, [0, 2]);
    const { model } = await learner.save({ task_set: 'airline 1' });
    const thread = await ScoreThread.start(model);
    open.push(thread);
    const decisions = makeDecisions(drawCounts(20, [1, 30]));
    const logits = await thread.score(decisions);
    const logs = await learner.logProbabilities(decisions);
    logits.forEach((scores, i) => {
      const logTotal = Math.log(scores.reduce((total, score) => total + Math.exp(score), 0));
      scores.forEach((score, candidate) => {
        expect(score - logTotal).toBeCloseTo(logs[i]![candidate]!, 5);
      });
    });
    const { metadata } = readModel(model);
    expect(metadata).toEqual({
      task_set: 'airline 1',
      'turnwise.architecture': JSON.stringify(settings.architecture),
      'turnwise.feature_version': '1',
      'turnwise.parameter_count': String(countParameters(scorerShapes(settings.architecture))),
      'turnwise.rows': settings === MLP ? 'INDEPENDENT' : 'ONE_DECISION',
    });
  });

  it('starts from a saved policy with a fresh optimizer and a critic of its own', async () => {
    const base = await create(MLP);
    await train(base, [0, 2]);
    const { model } = await base.save();
    const start: LearnerStart = { kind: 'MODEL', model, seed: 9 };
    const learner = await create(WITH_CRITIC, start);
    const decisions = makeDecisions([4, 5]);
    expect(await learner.logProbabilities(decisions)).toEqual(await base.logProbabilities(decisions));
    expect((await learner.save()).model).toEqual(model);
    await train(learner, [0, 1]);
    expect((await learner.evaluate(decisions)).values).toHaveLength(2);
  });

  it('names what is not finite and stays as it was', async () => {
    const learner = await create(WITH_CRITIC);
    await train(learner, [0, 1]);
    const expected = await learner.save();
    const samples = makeSamples([3, 4]);
    const [sample] = samples;
    const features = sample!.decision.features.slice();
    features[512 + 7] = NaN;
    const bad = { ...sample!, decision: { ...sample!.decision, features } };
    await expect(learner.accumulate([bad], LOSS)).rejects.toThrow(
      /NaN; feature 7 of candidate 1 is NaN; the parameters stay/,
    );
    await expect(learner.accumulate([{ ...sample!, advantage: -1, oldLogProbability: -200 }], LOSS)).rejects.toThrow(
      'the loss is Infinity; the parameters stay',
    );
    for (const [change, message] of [
      [{ advantage: NaN }, 'sample 0: advantage is NaN'],
      [{ weight: Infinity }, 'sample 0: weight is Infinity'],
      [{ target: null }, 'sample 0: target is NaN'],
      [{ chosen: 3 }, 'sample 0: chosen is 3; its decision has candidates 0 to 2'],
    ] as const) {
      await expect(learner.accumulate([{ ...sample!, ...change }], LOSS)).rejects.toThrow(message);
    }
    await expect(learner.accumulate([], LOSS)).rejects.toThrow('no decisions');
    await expect(learner.accumulate(samples, { ...LOSS, temperature: 0 })).rejects.toThrow('temperature is 0');
    await expect(learner.apply(1e-3)).rejects.toThrow(ConflictError);
    expect(await learner.save()).toEqual(expected);

    await learner.accumulate(samples, LOSS);
    await expect(learner.apply(Number.MAX_VALUE)).rejects.toThrow('norm of the new parameters');
    await expect(learner.apply(NaN)).rejects.toThrow('learningRate is NaN');
    await expect(learner.save()).rejects.toThrow('gradients that were not applied');
    await learner.discard();
    expect(await learner.save()).toEqual(expected);
  });

  it.each<[string, (saved: LearnerSnapshot) => LearnerStart, string]>([
    ['a seed that is not whole', () => ({ kind: 'SEED', seed: 0.5 }), 'seed is 0.5'],
    [
      'a model that no learner saved',
      ({ optimizer }) => ({ kind: 'CHECKPOINT', model: Uint8Array.of(8, 9), optimizer }),
      'is not a readable ONNX file',
    ],
    [
      'an optimizer that is none',
      ({ model }) => ({ kind: 'CHECKPOINT', model, optimizer: Uint8Array.of(1) }),
      'not a safetensors file',
    ],
    [
      'an optimizer that was cut',
      ({ model, optimizer }) => ({ kind: 'CHECKPOINT', model, optimizer: optimizer.slice(0, -4) }),
      'second_moment lies at',
    ],
  ])('refuses to start from %s', async (_, start, message) => {
    const saved = await (await create(MLP)).save();
    const starting = Learner.create(MLP, start(saved));
    await expect(starting).rejects.toThrow(InvalidInputError);
    await expect(starting).rejects.toThrow(message);
  });

  it('refuses a checkpoint of other settings, and settings out of range', async () => {
    const saved = await (await create(MLP)).save();
    await expect(Learner.create(TRANSFORMER, { kind: 'CHECKPOINT', ...saved })).rejects.toThrow('the learner trains');
    await expect(Learner.create(WITH_CRITIC, { kind: 'CHECKPOINT', ...saved })).rejects.toThrow('numbers of critic');
    const odd = { ...TRANSFORMER.architecture, heads: 3 } as LearnerSettings['architecture'];
    await expect(Learner.create({ ...MLP, architecture: odd }, { kind: 'SEED', seed: 1 })).rejects.toThrow(
      'multiple of its',
    );
  });

  it('rejects calls when it is closed', async () => {
    const learner = await create(MLP);
    const waiting = expect(learner.save()).rejects.toThrow(UnavailableError);
    await learner.close();
    await waiting;
  });
});
