import type { ComparedEvaluations } from '../report/evaluation-table';
import type { DemoContext } from './demo-context';
import type { TrainingPlan } from './demo-plan';
import { generateTasks } from './demo-tasks';
import { evaluatePair } from './evaluation-stage';
import { registerOnnxPolicy } from './onnx-policy';
import type { TrainedPolicy } from './training-stage';

/** Effect of training, as pass rates on held-out tasks. */
export type TrainingResult = {
  readonly base: number | null;
  readonly trained: number | null;
  /** Trained minus base, with the plan's interval; null if undefined. */
  readonly difference: {
    readonly estimate: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
  readonly basePolicy: TrainedPolicy;
  readonly trainedPolicy: TrainedPolicy;
  readonly evaluation: ComparedEvaluations;
};

export type TrainedOrder = {
  readonly plan: TrainingPlan;
  readonly experiment: string;
  readonly base: TrainedPolicy;
  readonly trained: TrainedPolicy;
};

/**
 * Compares the trained policy with its base, both sampling at the training temperature, on tasks of customers that
 * neither has met.
 */
export async function evaluateTrained(context: DemoContext, order: TrainedOrder): Promise<TrainingResult> {
  const { plan, experiment, base, trained } = order;
  const { temperature } = plan.reinforcement;
  const evaluation = await evaluatePair(context, {
    experiment,
    tasks: await generateTasks(context, plan.evaluation.tasks),
    plan: plan.evaluation,
    baseline: await registerOnnxPolicy(context, 'base', { checkpointId: base.checkpointId, temperature }),
    candidate: await registerOnnxPolicy(context, 'trained', { checkpointId: trained.checkpointId, temperature }),
  });
  const { passHatK } = evaluation.comparison;
  const first = passHatK.find(({ k }) => k === 1)?.estimate;
  const interval = first?.[plan.evaluation.interval];
  return {
    base: first?.baseline ?? null,
    trained: first?.candidate ?? null,
    difference: { estimate: first?.difference ?? null, low: interval?.low ?? null, high: interval?.high ?? null },
    basePolicy: base,
    trainedPolicy: trained,
    evaluation,
  };
}
