import { type DemoContext, experimentOf } from './demo-context';
import type { DemoStages } from './demo-stages';
import { STAGES } from './stage-texts';
import { evaluateTrained, type TrainingResult } from './trained-evaluation';
import { calibrateBase, trainBasePolicy, reinforce } from './training-stage';

/**
 * Trains a base policy, calibrates on it, trains it by reinforcement learning, and evaluates both on tasks they have
 * never met.
 */
export async function trainAndEvaluate(context: DemoContext, stages: DemoStages): Promise<TrainingResult> {
  const { training: plan } = context.plan;
  const { size } = plan.tasks;
  const named = (name: string) => experimentOf(context, `demo: ${name}, ${size} training tasks`);
  const experiment = named('training');
  const base = await stages.run(STAGES.imitate(plan), () => trainBasePolicy(context, plan, experiment));
  const calibration = await stages.run(STAGES.calibrateBase(plan), () => calibrateBase(context, { plan, base }));
  const trained = await stages.run(STAGES.train(plan), () =>
    reinforce(context, { plan, experiment, base, calibration }),
  );
  return stages.run(STAGES.evaluateTrained(plan), () =>
    evaluateTrained(context, { plan, experiment: named('evaluation of the base and the trained'), base, trained }),
  );
}
