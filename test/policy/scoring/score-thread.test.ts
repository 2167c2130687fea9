import { createRandom } from '../../../src/domain/random';
import { InvalidInputError, UnavailableError } from '../../../src/errors';
import { FEATURE_COUNT } from '../../../src/policy/candidates/decision';
import { DecisionBatcher } from '../../../src/policy/scoring/decision-batcher';
import { ScoreThread } from '../../../src/policy/scoring/score-thread';
import { Graph } from '../../../src/training/graph/graph';
import { reshape, sum } from '../../../src/training/graph/operators/broadcasting';
import { add, log, multiply } from '../../../src/training/graph/operators/elementwise';
import { softmax } from '../../../src/training/graph/operators/reductions';
import { DEFAULT_ARCHITECTURE, SMALL_TRANSFORMER } from '../../../src/training/scorer/architecture';
import { drawCounts, makeDecisions } from './made-decisions';
import { makeModel, modelOf } from './made-models';

const threads: ScoreThread[] = [];

async function start(model: Uint8Array): Promise<ScoreThread> {
  const thread = await ScoreThread.start(model);
  threads.push(thread);
  return thread;
}

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});

describe.each([
  ['a multilayer scorer', DEFAULT_ARCHITECTURE],
  ['a transformer scorer', SMALL_TRANSFORMER],
] as const)('the scoring thread with %s', (_, architecture) => {
  it('gives a decision the same bits in batches of every size, in every order', async () => {
    const thread = await start(makeModel(architecture));
    const decisions = makeDecisions(drawCounts(64, [1, 40]));
    const alone: Float32Array[] = [];
    for (const decision of decisions) alone.push(...(await thread.score([decision])));
    expect(alone.map(({ length }) => length)).toEqual(decisions.map(({ candidateCount }) => candidateCount));
    expect(new Set(alone.map((scores) => scores[0])).size).toBe(64);
    const random = createRandom(5);
    for (let size = 1; size <= 64; size += 1) {
      const order = decisions.map((__, i) => ({ i, key: random.next() })).sort((a, b) => a.key - b.key);
      const batch = order.slice(0, size).map(({ i }) => i);
      const scores = await thread.score(batch.map((i) => decisions[i]!));
      expect(scores).toEqual(batch.map((i) => alone[i]));
    }
  });

  it('gives the same through a batcher that many ask at once', async () => {
    const thread = await start(makeModel(architecture));
    const decisions = makeDecisions(drawCounts(50, [1, 30], 7), 8);
    const alone: Float32Array[] = [];
    for (const decision of decisions) alone.push(...(await thread.score([decision])));
    const sizes: number[] = [];
    const counting = {
      score: (batch: Parameters<ScoreThread['score']>[0]) => {
        sizes.push(batch.length);
        return thread.score(batch);
      },
    };
    const batcher = new DecisionBatcher(counting, 16);
    expect(await Promise.all(decisions.map((decision) => batcher.score(decision)))).toEqual(alone);
    expect(sizes).toEqual([16, 16, 16, 2]);
  });
});

describe('the scoring thread', () => {
  it('lets a transformer compare the candidates of a decision, and a multilayer scorer not', async () => {
    const [few] = makeDecisions([5]);
    const features = few!.features.slice();
    features.fill(0.5, 4 * FEATURE_COUNT); // another last candidate
    const changed = { ...few!, features };
    const firstScores = async (model: Uint8Array) => {
      const scores = await (await start(model)).score([few!, changed]);
      return scores.map((each) => each.slice(0, 4));
    };
    const [before, after] = await firstScores(makeModel(DEFAULT_ARCHITECTURE));
    expect(after).toEqual(before);
    const [compared, comparedAgain] = await firstScores(makeModel(SMALL_TRANSFORMER));
    expect(comparedAgain).not.toEqual(compared);
  });

  it('scores each decision by itself when a model says wrongly that rows are independent', async () => {
    const shares = (metadata: Record<string, string>) =>
      modelOf((x) => reshape(softmax(sum(x, [1], { keepAxes: true }), 0), ['rows']), metadata);
    const decisions = makeDecisions([3, 4, 5]);
    const wrong = await (await start(shares({ 'turnwise.rows': 'INDEPENDENT' }))).score(decisions);
    expect(wrong).toEqual(await (await start(shares({}))).score(decisions));
    for (const scores of wrong) expect(scores.reduce((total, each) => total + each, 0)).toBeCloseTo(1, 5);
  });

  it('rejects those who wait, and later callers, when it is closed', async () => {
    const thread = await start(makeModel(DEFAULT_ARCHITECTURE));
    const waiting = thread.score(makeDecisions([20]));
    const refused = expect(waiting).rejects.toThrow(UnavailableError);
    await thread.close();
    await refused;
    await expect(thread.score(makeDecisions([2]))).rejects.toThrow('was closed');
  });

  it('fails for everyone in a batch, and goes on with the next', async () => {
    const thread = await start(modelOf((x) => log(sum(x, [1]))));
    const [good, bad] = [1, -1].map((each) => ({
      ...makeDecisions([2])[0]!,
      features: new Float32Array(2 * 512).fill(each),
    }));
    const batcher = new DecisionBatcher(thread, 2);
    const asked = [batcher.score(good!), batcher.score(bad!), batcher.score(good!)];
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    await expect(batcher.score(bad!)).rejects.toThrow('scores candidate 0 of the batch NaN');
  });

  it('refuses decisions once the batcher is closed', async () => {
    const thread = await start(makeModel(DEFAULT_ARCHITECTURE));
    const batcher = new DecisionBatcher(thread);
    const waiting = expect(batcher.score(makeDecisions([2])[0]!)).rejects.toThrow(UnavailableError);
    batcher.close();
    await waiting;
    await expect(batcher.score(makeDecisions([2])[0]!)).rejects.toThrow('was closed');
    expect(() => new DecisionBatcher(thread, 0)).toThrow('maxDecisions is 0');
  });

  it('refuses a decision without candidates or with features of another number', async () => {
    const thread = await start(makeModel(DEFAULT_ARCHITECTURE));
    expect(await thread.score([])).toEqual([]);
    const [decision] = makeDecisions([2]);
    await expect(thread.score([{ ...decision!, candidateCount: 0 }])).rejects.toThrow(InvalidInputError);
    await expect(thread.score([{ ...decision!, candidateCount: 3 }])).rejects.toThrow('3 candidates and 1024 features');
  });

  it.each<[string, () => Uint8Array, string]>([
    ['bytes that are no model', () => Uint8Array.of(1, 2, 3), 'is not a readable ONNX file'],
    ['an empty file', () => new Uint8Array(), 'it has no graph'],
    ['a file that ends too early', () => makeModel(DEFAULT_ARCHITECTURE).slice(0, 5000), 'is not a readable ONNX file'],
    [
      'an input of another name and width',
      () => {
        const graph = new Graph();
        graph.output('scores', sum(graph.input('x', ['n', 3]), [1]));
        return graph.encode();
      },
      'its inputs are "x"; expected: input features: float32 [rows, 512]',
    ],
    [
      'two inputs',
      () => {
        const graph = new Graph();
        const features = graph.input('features', ['rows', FEATURE_COUNT]);
        graph.output('scores', add(sum(features, [1]), graph.input('more', [])));
        return graph.encode();
      },
      'its inputs are "features", "more"; expected: input features',
    ],
    ['scores of another shape', () => modelOf((x) => x), 'its output scores has the shape [rows, 512]; expected: '],
    [
      'features of another version',
      () => modelOf((x) => sum(x, [1]), { 'turnwise.feature_version': '0' }),
      'features of version "0"',
    ],
    ['an unknown kind of rows', () => modelOf((x) => sum(x, [1]), { 'turnwise.rows': 'SOME' }), 'INDEPENDENT, ONE_DEC'],
    [
      'an unknown operator',
      () => modelOf((x) => x.graph.apply('Guess', [x], { shape: ['rows'] })),
      'onnxruntime does not load the model',
    ],
    ['too large a file', () => new Uint8Array(64 * 2 ** 20 + 1), 'at most 67108864 are allowed'],
  ])('refuses %s and says what was expected', async (_, model, message) => {
    const starting = ScoreThread.start(model());
    await expect(starting).rejects.toThrow(InvalidInputError);
    await expect(starting).rejects.toThrow(message);
  });

  it('accepts a model of a user: free lengths, no metadata', async () => {
    const thread = await start(modelOf((x) => multiply(sum(x, [1]), 2)));
    const [scores] = await thread.score([{ ...makeDecisions([1])[0]!, features: new Float32Array(512).fill(0.5) }]);
    expect([...scores!]).toEqual([512]);
  });
});
