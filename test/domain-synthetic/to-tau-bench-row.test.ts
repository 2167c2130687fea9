import { generateRollouts } from '../../src/domain/synthetic/generate-rollouts';
import { toTauBenchRow } from '../../src/domain/synthetic/to-tau-bench-row';
import { readResults } from '../../src/formats/read-results';

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

describe('toTauBenchRow', () => {
  it('writes a file from which the reader gives the same rollouts', async () => {
    const { rollouts } = generateRollouts({ tasks: 6, trials: 4, seed: 3 });
    const read = [];
    for await (const row of readResults(once(JSON.stringify(rollouts.map(toTauBenchRow))))) {
      read.push('rollout' in row ? row.rollout : row.problem);
    }
    expect(read).toEqual(rollouts);
  });

  it('leaves out what the record does not hold: an answer, the opening, the user', async () => {
    const rollout = generateRollouts({ tasks: 1, trials: 1, seed: 3 }).rollouts[0]!;
    const call = { name: 'think', arguments: '{}', result: null, isError: null };
    const bare = {
      ...rollout,
      openingMessage: null,
      turns: [{ ...rollout.turns[0]!, toolCalls: [call], userMessage: null }],
    };
    const rows = [];
    for await (const row of readResults(once(JSON.stringify([toTauBenchRow(bare)])))) rows.push(row);
    expect(rows).toEqual([expect.objectContaining({ rollout: bare })]);
  });

  it('refuses a rollout without reward', () => {
    const rollout = generateRollouts({ tasks: 1, trials: 1, seed: 3 }).rollouts[0]!;
    expect(() => toTauBenchRow({ ...rollout, outcomeClass: 'TIMEOUT', reward: null })).toThrow('has no reward');
  });
});
