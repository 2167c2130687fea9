import { ensureExperiment } from '../ensure-experiment';
import { type EvaluationView, followEvaluation, requestEvaluation } from '../queries/evaluation-query';
import { ensurePolicy, ensureSimulator } from '../find-players';
import { LiveLine } from '../live-line';
import { requestPairComparison } from '../queries/pair-comparison-query';
import { type ComparedEvaluations, formatComparedEvaluations, formatInterim } from '../report/evaluation-table';
import { type DemoContext, repeatable } from './demo-context';
import type { DemoEvaluationPlan } from './demo-plan';
import type { NamedPolicy } from './onnx-policy';
import type { DemoTaskChoice } from './demo-tasks';

export type EvaluationOrder = {
  readonly experiment: string;
  readonly tasks: DemoTaskChoice;
  readonly plan: DemoEvaluationPlan;
  readonly baseline: NamedPolicy;
  readonly candidate: NamedPolicy;
};

/** Evaluates two scripted agents with the plan's error rates, the worse one first. */
export async function evaluateScriptedAgents(
  context: DemoContext,
  experiment: string,
  tasks: DemoTaskChoice,
): Promise<ComparedEvaluations> {
  const { evaluation: plan } = context.plan;
  const [baseline, candidate] = await Promise.all(plan.errorRates.map((rate) => scriptedAgent(context, rate)));
  return evaluatePair(context, { experiment, tasks, plan, baseline: baseline!, candidate: candidate! });
}

async function scriptedAgent({ client }: DemoContext, errorRate: number): Promise<NamedPolicy> {
  const name = `golden:${errorRate}`;
  return { name, id: await ensurePolicy(client, name) };
}

/** Evaluates two policies on the same tasks with the same seeds, compares them and prints both. */
export async function evaluatePair(context: DemoContext, order: EvaluationOrder): Promise<ComparedEvaluations> {
  const { client, run, print } = context;
  const experimentId = await ensureExperiment(client, order.experiment);
  const baseline = await evaluate(context, experimentId, { order, policy: order.baseline });
  const candidate = await evaluate(context, experimentId, { order, policy: order.candidate });
  const evaluationIds = [baseline.id, candidate.id];
  const input = repeatable(run, { evaluationIds, settings: statisticsOf(order.plan) });
  const compared = { baseline, candidate, comparison: await requestPairComparison(client, input) };
  print(formatComparedEvaluations(compared, order.plan.interval));
  return compared;
}

type Evaluated = { readonly order: EvaluationOrder; readonly policy: NamedPolicy };

async function evaluate(
  { client, run }: DemoContext,
  experimentId: string,
  { order, policy }: Evaluated,
): Promise<EvaluationView> {
  const { tasks, plan } = order;
  const { trials, seed, maxTurns, concurrency } = plan;
  const userSimulatorId = await ensureSimulator(client, 'scripted');
  const players = { experimentId, taskSetId: tasks.taskSet.id, policyId: policy.id, userSimulatorId };
  const collection = { ...players, taskLimit: tasks.taskLimit, trials, seed, maxTurns, concurrency };
  const input = repeatable(run, { source: { collection }, settings: statisticsOf(plan) });
  const id = await requestEvaluation(client, input);
  const line = new LiveLine(process.stderr);
  try {
    return await followEvaluation(client, id, (analysis) => {
      line.show(formatInterim(policy.name, analysis));
    });
  } finally {
    line.clear();
  }
}

function statisticsOf({ confidence, bootstrapDraws, permutationDraws, statisticsSeed }: DemoEvaluationPlan) {
  return { confidence, bootstrapDraws, permutationDraws, seed: statisticsSeed };
}
