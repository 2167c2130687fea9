import { UnavailableError } from '../../errors';
import type { CalibrationView } from '../queries/calibration-query';
import { ensureExperiment } from '../ensure-experiment';
import { LiveLine } from '../live-line';
import { formatEpoch, formatUpdate, formatUpdates } from '../report/training-lines';
import { wrapText } from '../report/wrap-text';
import {
  followTrainingRun,
  requestImitation,
  requestTraining,
  type TrainingRunView,
  type TrainingStep,
} from '../queries/training-query';
import { calibrateBriefly, proposedScheme } from './calibration-stage';
import { collectDemoRollouts } from './collect-stage';
import { type DemoContext, experimentOf, orderName, repeatable } from './demo-context';
import type { TrainingPlan } from './demo-plan';
import { generateTasks } from './demo-tasks';
import { registerOnnxPolicy } from './onnx-policy';

/** A policy produced by a training run. */
export type TrainedPolicy = { readonly trainingRunId: string; readonly checkpointId: string };

/**
 * A policy that imitates demonstrations of the reference agent, which makes mistakes now and then; it does not know the
 * solution.
 */
export async function trainBasePolicy(
  context: DemoContext,
  plan: TrainingPlan,
  experiment: string,
): Promise<TrainedPolicy> {
  const { client, run, print } = context;
  const { taskSet } = await generateTasks(context, plan.tasks);
  const experimentId = await ensureExperiment(client, experiment);
  const input = { experimentId, name: 'demo base', taskSetId: taskSet.id, ...plan.imitation };
  const id = await requestImitation(client, repeatable(run, input));
  const line = new LiveLine(process.stderr);
  line.show('  the reference agent is playing demonstrations');
  const trained = await followTrainingRun(client, id, {
    onStep: (step) => {
      line.clear();
      print(formatEpoch(step, plan.imitation.epochs));
    },
    onWarning: (_, message) => {
      print(wrapText(`  warning: ${message}`, 4));
    },
  }).finally(() => {
    line.clear();
  });
  return describeTrained(trained, print);
}

/** Calibrates on the base: collects its own rollouts at the training temperature. */
export async function calibrateBase(
  context: DemoContext,
  { plan, base }: { readonly plan: TrainingPlan; readonly base: TrainedPolicy },
): Promise<CalibrationView> {
  const { temperature } = plan.reinforcement;
  const { taskSet } = await generateTasks(context, plan.tasks);
  const policy = await registerOnnxPolicy(context, 'base', { checkpointId: base.checkpointId, temperature });
  const { delta, ...rollouts } = plan.calibration;
  const order = { policyId: policy.id, taskSetId: taskSet.id, ...rollouts };
  const experiment = `demo: rollouts of ${policy.name}, ${orderName(order)}`;
  const { experimentId } = await collectDemoRollouts(context, experimentOf(context, experiment), order);
  return calibrateBriefly(context, experimentId, { delta });
}

export type ReinforcementOrder = {
  readonly plan: TrainingPlan;
  readonly experiment: string;
  readonly base: TrainedPolicy;
  readonly calibration: CalibrationView;
};

/** Trains the base on its own rollouts, rewarded under the calibrated scheme. */
export async function reinforce(context: DemoContext, order: ReinforcementOrder): Promise<TrainedPolicy> {
  const { client, run, print } = context;
  const { plan, experiment, base, calibration } = order;
  const { taskSet } = await generateTasks(context, plan.tasks);
  const experimentId = await ensureExperiment(client, experiment);
  const input = {
    ...{ experimentId, name: 'demo training', taskSetId: taskSet.id, baseCheckpointId: base.checkpointId },
    rewardSchemeId: proposedScheme(calibration).id,
    ...plan.reinforcement,
  };
  const id = await requestTraining(client, repeatable(run, input));
  const curve = new LiveCurve(plan, print);
  const trained = await followTrainingRun(client, id, curve).finally(() => {
    curve.end();
  });
  return describeTrained(trained, print);
}

/** Prints one line of the curve per few updates; in a terminal, the newest update is shown below it. */
class LiveCurve {
  private readonly line = new LiveLine(process.stderr);
  private steps: TrainingStep[] = [];

  constructor(
    private readonly plan: TrainingPlan,
    private readonly print: (text: string) => void,
  ) {}

  readonly onStep = (step: TrainingStep): void => {
    const { updatesPerLine, reinforcement } = this.plan;
    this.steps.push(step);
    this.line.clear();
    if (step.step % updatesPerLine === 0 || step.step === reinforcement.updates) {
      this.print(formatUpdates(this.steps, reinforcement.updates));
      this.steps = [];
    } else if (process.stderr.isTTY) {
      this.line.show(formatUpdate(step, reinforcement.updates));
    }
  };

  readonly onWarning = (step: number, message: string): void => {
    this.line.clear();
    this.print(wrapText(`  warning at update ${step}: ${message}`, 4));
  };

  end(): void {
    this.line.clear();
  }
}

function describeTrained(run: TrainingRunView, print: (text: string) => void): TrainedPolicy {
  const { id: trainingRunId, latestCheckpoint } = run;
  if (latestCheckpoint === null) throw new UnavailableError(`training run ${trainingRunId} wrote no checkpoint`);
  const { id: checkpointId, modelBytes, modelHash } = latestCheckpoint;
  print(`  checkpoint ${checkpointId}: an ONNX file of ${modelBytes} bytes, SHA-256 ${modelHash.slice(0, 12)}`);
  return { trainingRunId, checkpointId };
}
