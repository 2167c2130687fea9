import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../src/domain/random';
import { type Decision, FEATURE_COUNT, STATE_FEATURE_COUNT } from '../src/policy/candidates/decision';
import { DecisionBatcher } from '../src/policy/scoring/decision-batcher';
import { ScoreThread } from '../src/policy/scoring/score-thread';
import { Graph } from '../src/training/graph/graph';
import { matrixProduct } from '../src/training/graph/operators/linear';
import { GraphRun } from '../src/training/learner/graph-run';
import { Learner } from '../src/training/learner/learner';
import type { LearnerSettings, PolicySample } from '../src/training/learner/learner-settings';
import { DEFAULT_ADAM } from '../src/training/scorer/adam-graph';
import { DEFAULT_ARCHITECTURE } from '../src/training/scorer/architecture';
import { encodeInferenceModel } from '../src/training/scorer/inference-model';
import { drawParameters } from '../src/training/scorer/parameters';
import { scorerShapes } from '../src/training/scorer/scorer';
import type { BenchRow } from './bench-row';

const TURNS = 64;
const CANDIDATES = 64;
const REPETITIONS = 25;
const PRODUCT_SIZE = 1024;
/** Step time of a prototype at the same size, with one thread on the same class of machine. */
const PROTOTYPE_MS = 35.5;
/** The step must reach half the speed of plain matrix products. */
const MAX_STEP_RATIO = 2;
const CONVERSATIONS = 64;
const DECISIONS = 3200;
const MEMORY_STEPS = 2000;
const MAX_GROWTH_MEGABYTES = 50;

const LOSS = {
  temperature: 0.9,
  clipLow: 0.2,
  clipHigh: 0.28,
  klCoefficient: 0.05,
  entropyCoefficient: 0.01,
  valueCoefficient: 0.5,
};

/**
 * The learner's step compared with the machine's limit, decisions scored in batches and one by one, and memory growth
 * over many steps with changing batch shapes.
 */
export async function trainingBench(): Promise<BenchRow[]> {
  return [...(await stepRows(1)), ...(await stepRows(2)), ...(await scoreRows()), await memoryRow()];
}

/**
 * A step is accumulate and apply, including all the learner's work around its graphs: packing and the transfer to its
 * thread and back.
 */
async function stepRows(threads: number): Promise<BenchRow[]> {
  const settings: LearnerSettings = { architecture: DEFAULT_ARCHITECTURE, critic: null, adam: DEFAULT_ADAM, threads };
  const learner = await Learner.create(settings, { kind: 'SEED', seed: 1 });
  const samples = makeSamples(
    Array.from({ length: TURNS }, () => CANDIDATES),
    1,
  );
  const graph = new Graph(threads);
  const matrices = ['a', 'b'].map((name) => graph.input(name, [PRODUCT_SIZE, PRODUCT_SIZE]));
  graph.output('product', matrixProduct(matrices[0]!, matrices[1]!));
  const product = new GraphRun(() => graph.encode(), threads);
  const matrix = new Float32Array(PRODUCT_SIZE ** 2).fill(0.5);
  const feed = [matrix, [PRODUCT_SIZE, PRODUCT_SIZE]] as const;
  const [steps, products]: [number[], number[]] = [[], []];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    // Measured back to back, so that both see the same load on the machine.
    products.push(await milliseconds(() => product.run({ a: feed, b: feed })));
    steps.push(
      await milliseconds(async () => {
        await learner.accumulate(samples, LOSS);
        await learner.apply(1e-4);
      }),
    );
  }
  await learner.close();
  const [stepMs, productMs] = [Math.min(...steps), Math.min(...products)];
  const limitMs = (productMs * flopsOfStep()) / (2 * PRODUCT_SIZE ** 3);
  const name = `learner step, ${TURNS} turns x ${CANDIDATES} candidates, ${threads} thread${threads === 1 ? '' : 's'}`;
  const ratio = stepMs / limitMs;
  const rows: BenchRow[] = [
    {
      name,
      value: stepMs,
      unit: 'ms',
      limit: `matrix products with the same operation count: ${limitMs.toFixed(1)} ms; max ${MAX_STEP_RATIO} times that`,
      ratio,
      target: MAX_STEP_RATIO,
      met: ratio <= MAX_STEP_RATIO,
    },
  ];
  if (threads > 1) return rows;
  const limit = `step of a prototype at this size, on another machine: ${PROTOTYPE_MS} ms`;
  return [...rows, { name, value: stepMs, unit: 'ms', limit, ratio: stepMs / PROTOTYPE_MS, target: null, met: null }];
}

/**
 * Matrix products of a step: each layer's forward product, its weight gradient, and its input gradient except for the
 * first.
 */
function flopsOfStep(): number {
  const hidden = DEFAULT_ARCHITECTURE.kind === 'MLP' ? DEFAULT_ARCHITECTURE.hidden : [];
  const widths = [FEATURE_COUNT, ...hidden, 1];
  const perRow = widths
    .slice(1)
    .reduce((total, to, layer) => total + 2 * widths[layer]! * to * (layer === 0 ? 2 : 3), 0);
  return perRow * TURNS * CANDIDATES;
}

/** Conversations that each request one decision after the other, through one thread. */
async function scoreRows(): Promise<BenchRow[]> {
  const model = encodeInferenceModel(DEFAULT_ARCHITECTURE, drawParameters(scorerShapes(DEFAULT_ARCHITECTURE), 1));
  const thread = await ScoreThread.start(model);
  const random = createRandom(3);
  const decisions = makeSamples(
    Array.from({ length: DECISIONS }, () => random.integer(10, 30)),
    2,
  ).map(({ decision }) => decision);
  const perSecond = async (score: (decision: Decision) => Promise<unknown>, conversations: number) => {
    const converse = async (conversation: number) => {
      for (let i = conversation; i < DECISIONS; i += conversations) await score(decisions[i]!);
    };
    const all = () => Promise.all(Array.from({ length: conversations }, (_, i) => converse(i)));
    const times = [await milliseconds(all), await milliseconds(all), await milliseconds(all)];
    return (1000 * DECISIONS) / Math.min(...times);
  };
  const alone = await perSecond((decision) => thread.score([decision]), 1);
  const batcher = new DecisionBatcher(thread);
  const together = await perSecond((decision) => batcher.score(decision), CONVERSATIONS);
  await thread.close();
  const size = '10 to 30 candidates each';
  const plain = { unit: 'decisions/s', target: null, met: null };
  return [
    { name: `decisions one by one, ${size}`, value: alone, limit: 'none', ratio: null, ...plain },
    {
      name: `decisions of ${CONVERSATIONS} conversations in batches, ${size}`,
      value: together,
      limit: `one by one: ${Math.round(alone)}/s`,
      ratio: together / alone,
      ...plain,
    },
  ];
}

async function memoryRow(): Promise<BenchRow> {
  const settings: LearnerSettings = {
    architecture: DEFAULT_ARCHITECTURE,
    critic: { hidden: [64] },
    adam: DEFAULT_ADAM,
  };
  const learner = await Learner.create(settings, { kind: 'SEED', seed: 1 });
  const random = createRandom(5);
  const pool = makeSamples(
    Array.from({ length: 200 }, () => random.integer(1, 60)),
    6,
  );
  const step = async () => {
    const from = random.integer(0, 180);
    await learner.accumulate(pool.slice(from, from + random.integer(1, 20)), LOSS);
    await learner.apply(1e-4);
  };
  for (let i = 0; i < MEMORY_STEPS / 10; i += 1) await step();
  const before = await residentMegabytes();
  for (let i = 0; i < MEMORY_STEPS; i += 1) await step();
  const after = await residentMegabytes();
  await learner.close();
  return {
    name: `resident memory growth over ${MEMORY_STEPS} learner steps of changing shapes`,
    value: after - before,
    unit: 'MB',
    limit: `from ${before.toFixed(0)} to ${after.toFixed(0)} MB; max ${MAX_GROWTH_MEGABYTES} MB`,
    ratio: (after - before) / MAX_GROWTH_MEGABYTES,
    target: 1,
    met: after - before <= MAX_GROWTH_MEGABYTES,
  };
}

async function residentMegabytes(): Promise<number> {
  await sleep(200);
  return process.memoryUsage.rss() / 1e6;
}

/** About one feature in ten is non-zero, like hashed features. */
function makeSamples(candidateCounts: readonly number[], seed: number): PolicySample[] {
  const random = createRandom(seed);
  const sparse = (length: number) =>
    Float32Array.from({ length }, () => (random.integer(0, 9) === 0 ? 2 * random.next() - 1 : 0));
  return candidateCounts.map((candidateCount) => ({
    decision: {
      candidateCount,
      features: sparse(candidateCount * FEATURE_COUNT),
      stateFeatures: sparse(STATE_FEATURE_COUNT),
    },
    chosen: random.integer(0, candidateCount - 1),
    weight: 1 / candidateCounts.length,
    oldLogProbability: -Math.log(candidateCount),
    referenceLogProbability: -Math.log(candidateCount),
    advantage: 2 * random.next() - 1,
    target: random.next(),
  }));
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

if (require.main === module) {
  void trainingBench().then((rows) => {
    console.table(rows);
  });
}
