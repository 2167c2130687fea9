import type { Utterance } from '../../src/conversation/conversation';
import type { ConversationStart } from '../../src/conversation/policy';
import { InvalidInputError } from '../../src/errors';
import type { Decision } from '../../src/policy/candidates/decision';
import { explainDecision } from '../../src/policy/explain-decision';
import { createOnnxPolicy, type TakenDecision } from '../../src/policy/onnx-policy';

const UTTERANCES: readonly Utterance[] = [{ speaker: 'USER', text: 'My user id is mia_li_3668, I need help.' }];
const START: ConversationStart = { taskId: 'any', brief: { version: 'v1', policyText: '' }, seed: 5 };
const SIGNAL = new AbortController().signal;

/** Scores that favour one rank. */
function favouring(rank: number): { score: (decision: Decision) => Promise<Float32Array> } {
  return {
    score: ({ candidateCount }) =>
      Promise.resolve(Float32Array.from({ length: candidateCount }, (_, row) => Number(row === rank))),
  };
}

describe('the policy that chooses among candidates', () => {
  it('makes the best call at temperature 0, certain of it', async () => {
    const taken: TakenDecision[] = [];
    const policy = createOnnxPolicy({ scorer: favouring(0), temperature: 0, onDecision: (one) => taken.push(one) });
    const turn = await policy.start(START).act(UTTERANCES, SIGNAL);
    expect(turn.toolCalls).toEqual([{ name: 'get_user_details', arguments: '{"user_id": "mia_li_3668"}' }]);
    expect(turn.message).toBeNull();
    expect(turn.logProbability).toBe(0);
    expect(taken).toMatchObject([{ turnIndex: 0, start: START, choice: { index: 0, sumOfSquaredProbabilities: 1 } }]);
  });

  it('says a message in its words', async () => {
    const seen: TakenDecision[] = [];
    const first = createOnnxPolicy({ scorer: favouring(0), temperature: 0, onDecision: (one) => seen.push(one) });
    await first.start(START).act(UTTERANCES, SIGNAL);
    const rank = seen[0]!.candidates.findIndex(({ act }) => act.kind === 'ASK');
    const policy = createOnnxPolicy({ scorer: favouring(rank), temperature: 0 });
    const turn = await policy.start(START).act(UTTERANCES, SIGNAL);
    expect(turn).toMatchObject({ message: 'Could you please tell me your user id?', toolCalls: [] });
  });

  it('reports the log-probability of what it drew, and draws alike from a seed', async () => {
    const draw = async (seed: number): Promise<TakenDecision[]> => {
      const taken: TakenDecision[] = [];
      const policy = createOnnxPolicy({ scorer: favouring(1), temperature: 0.5, onDecision: (one) => taken.push(one) });
      const session = policy.start({ ...START, seed });
      for (let turn = 0; turn < 5; turn += 1) await session.act(UTTERANCES, SIGNAL);
      return taken;
    };
    const taken = await draw(5);
    expect(await draw(5)).toEqual(taken);
    for (const { choice, candidates } of taken) {
      const total = Math.exp(2) + candidates.length - 1;
      expect(choice.logProbability).toBeCloseTo((choice.index === 1 ? 2 : 0) - Math.log(total), 10);
    }
    expect(taken.map(({ turnIndex }) => turnIndex)).toEqual([0, 1, 2, 3, 4]);
  });

  it('refuses a negative temperature', () => {
    expect(() => createOnnxPolicy({ scorer: favouring(0), temperature: -1 })).toThrow(InvalidInputError);
  });

  it('explains what it would do, the likeliest first, with probabilities that make 1', async () => {
    const all = await explainDecision(favouring(1), UTTERANCES, { version: 'v1', limit: 1000 });
    expect(all.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 10);
    expect(all[0]!.probability).toBeCloseTo(Math.E / (Math.E + all.length - 1), 6);
    expect(await explainDecision(favouring(1), UTTERANCES, { version: 'v1', limit: 2 })).toEqual(all.slice(0, 2));
  });
});
