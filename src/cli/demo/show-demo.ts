import type { AuditView } from '../queries/audit-query';
import type { CalibrationView } from '../queries/calibration-query';
import type { CollectionView } from '../queries/collection-query';
import type { ComparisonView } from '../queries/comparison-query';
import type { ComparedEvaluations } from '../report/evaluation-table';
import type { ImportReport } from '../../services/rollouts/import-results';
import { formatPlantedEffects } from '../report/planted-table';
import { auditSchemes, calibrate } from './calibration-stage';
import { collectScripted } from './collect-stage';
import { type DemoContext, experimentOf, orderName } from './demo-context';
import type { DemoInput, RecordedInput } from './demo-input';
import type { DemoPlan } from './demo-plan';
import { evaluateScriptedAgents } from './evaluation-stage';
import { DemoStages } from './demo-stages';
import { generateTasks, importBenchmarkTasks } from './demo-tasks';
import { importRollouts } from './import-stage';
import { STAGES } from './stage-texts';
import { trainAndEvaluate } from './train-and-evaluate';
import type { TrainingResult } from './trained-evaluation';

/** Everything the demo printed, as data. */
export type DemoResult = {
  readonly source: DemoInput['source'];
  readonly experiment: string;
  readonly experimentId: string;
  /** Constants of the run; null for recorded rollouts, which use none of them. */
  readonly plan: DemoPlan | null;
  readonly synthetic: RecordedInput['synthetic'];
  readonly planted: RecordedInput['planted'];
  /** Null for rollouts that the demo played itself. */
  readonly import: ImportReport | null;
  /** Null for recorded rollouts. */
  readonly collection: CollectionView | null;
  readonly calibration: CalibrationView;
  readonly audits: readonly AuditView[];
  readonly comparison: ComparisonView;
  /** Two scripted agents; null for recorded rollouts. */
  readonly evaluation: ComparedEvaluations | null;
  /** Null with --quick, and for rollouts of other than generated tasks. */
  readonly training: TrainingResult | null;
  /** Wall time of each stage in seconds. */
  readonly secondsByStage: Readonly<Record<string, number>>;
};

type Obtained = Pick<
  DemoResult,
  'experiment' | 'experimentId' | 'plan' | 'synthetic' | 'planted' | 'import' | 'collection'
>;

export type DemoOrder = {
  readonly input: DemoInput;
  readonly applicationUrl: string;
  /** Skips training: stops after the evaluation of the scripted agents. */
  readonly isQuick: boolean;
};

/** Runs the whole workflow through the API, as any client could. */
export async function showDemo(context: DemoContext, order: DemoOrder): Promise<DemoResult> {
  const { input } = order;
  const trains = input.source === 'GENERATED' && !order.isQuick;
  const playedStages = trains ? 8 : 4;
  const stages = new DemoStages(context.print, 'open' in input ? 3 : playedStages);
  const obtained = await obtainRollouts(context, stages, order);
  const { experimentId, planted } = obtained;
  const calibration = await stages.run(STAGES.calibrate, () => calibrate(context, experimentId));
  if (planted !== null) context.print(`\n${formatPlantedEffects(planted, calibration)}`);
  const audited = await stages.run(STAGES.audit, () => auditSchemes(context, experimentId, calibration));
  const evaluation = await evaluateTwoAgents(context, stages, order);
  const training = trains ? await trainAndEvaluate(context, stages) : null;
  const { source } = input;
  return { source, ...obtained, calibration, ...audited, evaluation, training, secondsByStage: stages.secondsByStage };
}

async function evaluateTwoAgents(
  context: DemoContext,
  stages: DemoStages,
  { input, applicationUrl }: DemoOrder,
): Promise<ComparedEvaluations | null> {
  if ('open' in input) return null;
  const { plan } = context;
  return stages.run(STAGES.evaluate(plan, input.source), async () => {
    const tasks =
      input.source === 'GENERATED'
        ? await generateTasks(context, plan.evaluation.tasks)
        : await importBenchmarkTasks(context, applicationUrl, input.benchmark);
    return evaluateScriptedAgents(context, experimentOf(context, `evaluation on ${tasks.taskSet.name}`), tasks);
  });
}

async function obtainRollouts(context: DemoContext, stages: DemoStages, order: DemoOrder): Promise<Obtained> {
  const { input, applicationUrl } = order;
  const { plan } = context;
  if ('open' in input) {
    const { experiment, synthetic, planted } = input;
    const { experimentId, report } = await stages.run(STAGES.import(input.description), () =>
      importRollouts(context, input),
    );
    return { experiment, experimentId, plan: null, synthetic, planted, import: report, collection: null };
  }
  const { trials, errorRate } = plan.collection;
  const collected = await stages.run(STAGES.collect(plan, input.source), async () => {
    const tasks =
      input.source === 'GENERATED'
        ? await generateTasks(context, plan.collection.tasks)
        : await importBenchmarkTasks(context, applicationUrl, input.benchmark);
    const order = orderName({ ...plan.collection, tasks });
    const experiment = experimentOf(context, `${tasks.taskSet.name} x ${trials}, golden:${errorRate}, ${order}`);
    return { experiment, ...(await collectScripted(context, experiment, tasks)) };
  });
  return { ...collected, plan, synthetic: null, planted: null, import: null };
}
