import { deriveSeed } from '../../src/conversation/derive-seed';
import { isSolved } from '../../src/domain/evaluation/is-solved';
import { collectWith, generateTasks, imitatedModel, SMALL_SETTINGS, train } from './support/small-training';

const FAMILIES = ['pressure', 'compensation-refused', 'forbidden-request'];
const TASKS = generateTasks('train', 56);
const TOY = TASKS.filter(({ family }) => FAMILIES.includes(family!));
const TRIALS = 6;

/** Share of conversations on the toy's tasks that pass, always with the same seeds. */
async function passRate(model: Uint8Array): Promise<number> {
  const groups = await collectWith(model, {
    tasks: TOY,
    rolloutsPerGroup: TRIALS,
    seedOf: (group, rank) => deriveSeed(99, 'measure', group, rank),
    temperature: SMALL_SETTINGS.temperature,
    maxTurns: 20,
    deadlineMs: 600_000,
    signal: new AbortController().signal,
  });
  const scored = groups.flat().filter(({ rollout }) => rollout.outcomeClass === 'SCORED');
  expect(scored).toHaveLength(TRIALS * TOY.length);
  return scored.filter(({ rollout }) => isSolved(rollout.reward!)).length / scored.length;
}

describe('a short training on requests that the airline refuses', () => {
  it('passes more often than what it began with', async () => {
    const base = await imitatedModel(TASKS, 2);
    const { checkpoints } = await train({
      tasks: TOY,
      reference: base,
      start: { kind: 'MODEL', model: base, seed: 1 },
      settings: {
        estimator: 'GRPO',
        updates: 8,
        groupsPerUpdate: 6,
        rolloutsPerGroup: 6,
        maxTurns: 20,
        learningRate: 6e-3,
        batchDecisions: 64,
        microBatchDecisions: 64,
      },
    });
    const before = await passRate(base);
    const after = await passRate(checkpoints.at(-1)!.checkpoint.model);
    expect(after).toBeGreaterThan(before + 0.05);
  }, 120_000);
});
