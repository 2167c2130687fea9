import type { DemoPlan, TrainingPlan } from './demo-plan';
import type { DemoStage } from './demo-stages';

const INTERVAL_NAMES = { bca: 'BCa bootstrap', percentile: 'percentile bootstrap' } as const;

/** Name and text of each stage: what the reader is about to see, and why it matters. */
export const STAGES = {
  import: (description: string): DemoStage => ({
    name: 'import',
    title: 'Import rollouts',
    why: `${description}, sent through the API: each row is checked, and each turn gets its tier.`,
  }),
  collect: ({ collection }: DemoPlan, source: 'GENERATED' | 'BENCHMARK'): DemoStage => ({
    name: 'collect',
    title: 'Collect rollouts',
    why:
      `The worker plays ${source === 'GENERATED' ? `${collection.tasks.size} tasks of a generated airline` : 'the tasks of the benchmark'}, ` +
      `${collection.trials} times each: a scripted agent, which knows the solution and errs in ${collection.errorRate * 100} % of its turns, ` +
      'talks with a scripted user. No language model takes part. In brackets: 95 % intervals.',
  }),
  calibrate: {
    name: 'calibrate',
    title: 'Calibrate the reward tiers',
    why:
      'Each turn has a tier: what kind of act it was. How well does a tier tell success from failure on the same task? ' +
      'One that tells nothing gets the reward 0, the others get it in proportion to what they tell.',
  },
  audit: {
    name: 'audit',
    title: 'Audit the advantages',
    why:
      'What would a trainer make of these rewards? A mismatch is a tier whose turns are pushed the wrong way on average. ' +
      'First under the calibrated scheme, then under the dense one of the paper, then both on the same rollouts.',
  },
  evaluate: ({ evaluation }: DemoPlan, source: 'GENERATED' | 'BENCHMARK'): DemoStage => ({
    name: 'evaluate',
    title: 'Evaluate two agents and compare them',
    why:
      `Agents that err in ${evaluation.errorRates.map((rate) => `${rate * 100} %`).join(' and ')} of their turns play ` +
      `${source === 'GENERATED' ? `${evaluation.tasks.size} tasks of customers that no stage met before` : 'the tasks of the benchmark'}, ` +
      `${evaluation.trials} times each, with the same seeds: does the comparison see what is known to be there? ` +
      'pass^k is the chance that k trials of a task all pass. ' +
      `Intervals: ${evaluation.confidence * 100} %, ${INTERVAL_NAMES[evaluation.interval]} over tasks, ${evaluation.bootstrapDraws} draws.`,
  }),
  imitate: ({ imitation, tasks }: TrainingPlan): DemoStage => ({
    name: 'imitate',
    title: 'Imitate: a base policy',
    why:
      `A small network (ONNX) learns to choose among candidate acts as a reference agent does on ${tasks.size} training tasks, ` +
      `which errs in ${imitation.errorRate * 100} % of its turns. Candidates come from what was said alone: the policy knows no solution.`,
  }),
  calibrateBase: ({ calibration, reinforcement }: TrainingPlan): DemoStage => ({
    name: 'calibrateBase',
    title: 'Calibrate on the base',
    why:
      `Another agent, other evidence: the base plays ${calibration.taskLimit} training tasks ${calibration.trials} times each at ` +
      `temperature ${reinforcement.temperature}, and what its tiers tell of success becomes the reward of its training.`,
  }),
  train: ({ reinforcement: { updates, groupsPerUpdate, rolloutsPerGroup, estimator } }: TrainingPlan): DemoStage => ({
    name: 'train',
    title: 'Train by reinforcement',
    why:
      `${updates} updates, each on ${groupsPerUpdate} training tasks x ${rolloutsPerGroup} rollouts; advantages by ${estimator} under the calibrated rewards. ` +
      'A line is the mean of a few updates; their tasks differ, so pass rates jump.',
  }),
  evaluateTrained: ({ evaluation, reinforcement }: TrainingPlan): DemoStage => ({
    name: 'evaluateTrained',
    title: 'Did it learn?',
    why:
      `Base and trained policy play ${evaluation.tasks.size} tasks of customers that neither met, ${evaluation.trials} times each with the same seeds, ` +
      `both drawing at temperature ${reinforcement.temperature} as in training. Tasks, trials, seeds and interval were fixed beforehand ` +
      `(src/cli/demo/demo-plan.ts); intervals as before.`,
  }),
} as const satisfies Record<string, DemoStage | ((...parts: never[]) => DemoStage)>;
