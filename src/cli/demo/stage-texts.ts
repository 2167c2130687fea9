import type { DemoPlan, TrainingPlan } from './demo-plan';
import type { DemoStage } from './demo-stages';

const INTERVAL_NAMES = { bca: 'BCa bootstrap', percentile: 'percentile bootstrap' } as const;

/** Name and text of each stage: what the reader is about to see, and why it matters. */
export const STAGES = {
  import: (description: string): DemoStage => ({
    name: 'import',
    title: 'Import rollouts',
    why: `${description}, sent through the API: each row is validated and each turn is assigned a tier.`,
  }),
  collect: ({ collection }: DemoPlan, source: 'GENERATED' | 'BENCHMARK'): DemoStage => ({
    name: 'collect',
    title: 'Collect rollouts',
    why:
      `The worker plays ${source === 'GENERATED' ? `${collection.tasks.size} tasks of a generated airline` : 'the tasks of the benchmark'}, ` +
      `${collection.trials} times each: a scripted agent, which knows the solution and makes a mistake in ${collection.errorRate * 100} % of its turns, ` +
      'talks with a scripted user. No language model takes part. 95 % intervals are in brackets.',
  }),
  calibrate: {
    name: 'calibrate',
    title: 'Calibrate the reward tiers',
    why:
      'Each turn has a tier: the kind of act it was. How well does a tier separate success from failure on the same task? ' +
      'A tier without evidence gets reward 0; the others get rewards in proportion to their evidence.',
  },
  audit: {
    name: 'audit',
    title: 'Audit the advantages',
    why:
      'What advantages would a trainer compute from these rewards? A mismatch is a tier whose turns are pushed the wrong way on average. ' +
      'First under the calibrated scheme, then under the paper’s dense scheme, then both on the same rollouts.',
  },
  evaluate: ({ evaluation }: DemoPlan, source: 'GENERATED' | 'BENCHMARK'): DemoStage => ({
    name: 'evaluate',
    title: 'Evaluate two agents and compare them',
    why:
      `Agents that make a mistake in ${evaluation.errorRates.map((rate) => `${rate * 100} %`).join(' and ')} of their turns play ` +
      `${source === 'GENERATED' ? `${evaluation.tasks.size} tasks of customers that no other stage uses` : 'the tasks of the benchmark'}, ` +
      `${evaluation.trials} times each, with the same seeds: does the comparison find the known difference? ` +
      'pass^k is the probability that k trials of a task all pass. ' +
      `Intervals: ${evaluation.confidence * 100} %, ${INTERVAL_NAMES[evaluation.interval]} over tasks, ${evaluation.bootstrapDraws} draws.`,
  }),
  imitate: ({ imitation, tasks }: TrainingPlan): DemoStage => ({
    name: 'imitate',
    title: 'Imitate: a base policy',
    why:
      `A small network (ONNX) learns by behaviour cloning to choose among candidate acts. It imitates a reference agent on ${tasks.size} training tasks ` +
      `that makes a mistake in ${imitation.errorRate * 100} % of its turns. Candidates come only from the conversation: the policy does not know the solution.`,
  }),
  calibrateBase: ({ calibration, reinforcement }: TrainingPlan): DemoStage => ({
    name: 'calibrateBase',
    title: 'Calibrate on the base',
    why:
      `Another agent gives other evidence: the base plays ${calibration.taskLimit} training tasks ${calibration.trials} times each at ` +
      `temperature ${reinforcement.temperature}, and the calibrated values become its rewards in training.`,
  }),
  train: ({ reinforcement: { updates, groupsPerUpdate, rolloutsPerGroup, estimator } }: TrainingPlan): DemoStage => ({
    name: 'train',
    title: 'Train by reinforcement learning',
    why:
      `${updates} updates, each on ${groupsPerUpdate} training tasks x ${rolloutsPerGroup} rollouts; advantages by ${estimator} under the calibrated rewards. ` +
      'Each line is the mean of a few updates; their tasks differ, so pass rates fluctuate.',
  }),
  evaluateTrained: ({ evaluation, reinforcement }: TrainingPlan): DemoStage => ({
    name: 'evaluateTrained',
    title: 'Did it learn?',
    why:
      `Base and trained policy play ${evaluation.tasks.size} tasks of customers that neither has met, ${evaluation.trials} times each with the same seeds, ` +
      `both sampling at temperature ${reinforcement.temperature}, as in training. Tasks, trials, seeds and interval type were fixed in advance ` +
      `(src/cli/demo/demo-plan.ts); intervals as before.`,
  }),
} as const satisfies Record<string, DemoStage | ((...parts: never[]) => DemoStage)>;
