import { toPlayableTask } from '../../src/conversation/playable-task';
import { createRandom } from '../../src/domain/random';
import { airlinePolicyText } from '../../src/environment/airline/policy/policy-text';
import { InvalidInputError, TurnwiseError } from '../../src/errors';
import type { CandidateScorer } from '../../src/policy/onnx-policy';
import type { CollectedGroup } from '../../src/training/collected-rollout';
import { collectGroups } from '../../src/training/collect-groups';
import { decodeGroups, encodeGroups } from '../../src/training/groups-file';
import { createScriptedUser } from '../../src/simulators/scripted-user';
import { generatedAirline } from '../policy/candidates/support/generated-airline';

/** Bits of numbers, so that a negative zero is not a zero. */
function bitsOf(numbers: Float32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('hex');
}

function withBits(groups: readonly CollectedGroup[]) {
  return groups.map((group) =>
    group.map(({ rollout, decisions }) => ({
      rollout,
      decisions: decisions.map(({ decision, ...chosen }) => ({
        ...chosen,
        candidateCount: decision.candidateCount,
        features: bitsOf(decision.features),
        stateFeatures: bitsOf(decision.stateFeatures),
      })),
    })),
  );
}

describe('a file of collected groups', () => {
  let groups: CollectedGroup[];

  beforeAll(async () => {
    const { environment, tasks } = generatedAirline('v1', 3);
    const brief = { version: 'v1', policyText: airlinePolicyText('v1') } as const;
    const stage = { environment, brief, simulator: createScriptedUser() };
    const indifferent: CandidateScorer = {
      score: ({ candidateCount }) => Promise.resolve(new Float32Array(candidateCount)),
    };
    groups = await collectGroups(stage, indifferent, {
      tasks: tasks.slice(0, 3).map(toPlayableTask),
      rolloutsPerGroup: 2,
      seedOf: (group, rank) => 10 * group + rank,
      temperature: 0.9,
      maxTurns: 8,
      deadlineMs: 60_000,
      signal: new AbortController().signal,
    });
  });

  it('gives back what was written, bit for bit', async () => {
    expect(groups.flat().flatMap(({ decisions }) => decisions).length).toBeGreaterThan(6);
    expect(withBits(await decodeGroups(await encodeGroups(groups)))).toEqual(withBits(groups));
  });

  it('keeps a negative zero, the smallest numbers, empty groups, rollouts without decisions and any text', async () => {
    const [[first]] = groups as [CollectedGroup];
    const [chosen] = first!.decisions;
    const features = chosen!.decision.features.slice();
    features.set([-0, 1.401298464324817e-45, -3.4028234663852886e38], 510);
    const decision = { ...chosen!.decision, features };
    const odd = { ...chosen!, decision, logProbability: -0, squaredProbabilitySum: 5e-324, stateKey: 'é\u0000"' };
    const failed = { rollout: { ...first!.rollout, reward: null, seed: null, turns: [] }, decisions: [] };
    const written = [[], [{ ...first!, decisions: [odd] }, failed], []];
    const read = await decodeGroups(await encodeGroups(written));
    expect(withBits(read)).toEqual(withBits(written));
    expect(read[1]![0]!.decisions[0]!.logProbability).toBe(-0);
  });

  it('takes less than a twentieth of the memory that the features take', async () => {
    const memory = groups
      .flat()
      .flatMap(({ decisions }) => decisions.map(({ decision }) => decision.features.byteLength));
    const bytes = await encodeGroups(groups);
    expect(bytes.byteLength).toBeLessThan(memory.reduce((sum, each) => sum + each, 0) / 20);
  });

  it.each([
    ['nothing', () => Buffer.alloc(0), 'it does not begin as such a file does'],
    ['other bytes', () => Buffer.from('{"groups": []}'), 'it does not begin as such a file does'],
    ['a beginning without a body', () => Buffer.from('TWG1'), 'unexpected end of file'],
  ])('refuses %s', async (_name, bytes, problem) => {
    const decoding = decodeGroups(bytes());
    await expect(decoding).rejects.toThrow(InvalidInputError);
    await expect(decoding).rejects.toThrow(problem);
  });

  it('refuses a file that was cut off anywhere', async () => {
    const bytes = await encodeGroups(groups);
    for (let end = 0; end < bytes.byteLength; end += 997) {
      await expect(decodeGroups(bytes.subarray(0, end))).rejects.toThrow(InvalidInputError);
    }
  });

  it('answers any damage with groups or an error that says so, and never runs beyond its bounds', async () => {
    const bytes = await encodeGroups(groups.slice(0, 1));
    const random = createRandom(7);
    let refused = 0;
    for (let trial = 0; trial < 300; trial += 1) {
      const damaged = Buffer.from(bytes);
      damaged[random.integer(4, damaged.byteLength - 1)]! ^= 1 << random.integer(0, 7);
      await decodeGroups(damaged).catch((error: unknown) => {
        expect(error).toBeInstanceOf(TurnwiseError);
        refused += 1;
      });
    }
    expect(refused).toBeGreaterThan(100);
  });
});
