import { Arg, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { EvaluationComparison } from '../../model/comparisons/evaluation-comparison.model';
import { Evaluation } from '../../model/evaluation/evaluation.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { COMPARISON_LIMITS, compareEvaluations } from '../../services/comparisons/compare-evaluations';
import {
  type ComparisonDesign,
  comparisonReportFormat,
  type StoredComparisonReport,
} from '../../services/comparisons/stored-comparison-report';
import { MAX_OUTCOMES_PER_REQUEST } from '../../services/evaluation/load-outcomes';
import { madeThingFormat } from '../../services/jobs/idempotency';
import { planEvaluationFor } from '../../services/comparisons/plan-evaluation';
import { transferEvaluations } from '../../services/comparisons/transfer-evaluations';
import { answerOnce } from '../graph/answer-once';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { CompareEvaluationsInput, compareEvaluationsOf } from './compare-evaluations.input';
import { comparisonSettingsFormat } from '../../services/evaluation/evaluation-settings';
import { evaluationChoiceOf } from '../evaluation/evaluation-settings.input';
import { EvaluationSettingsType } from '../evaluation/evaluation-settings.type';
import { planChoiceOf, PlanEvaluationInput } from './plan-evaluation.input';
import { SimulatorTransferInput } from './simulator-transfer.input';
import { LIMITS } from '../guards/limits';
import type { RequestContext } from '../graph/request-context';
import { ComparisonDesignEnum } from '../evaluation/evaluation-enums';
import { EvaluationPlanType } from './evaluation-plan.type';
import { PairComparisonType } from './pair-comparison.type';
import { SimulatorTransferType, toSimulatorTransfer } from './simulator-transfer.type';
import { experimentFields, REPORT_ROW_COST } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';

const EvaluationComparisonConnection = connectionTypeOf(EvaluationComparison, 'EvaluationComparison');

export const EVALUATION_COMPARISON_LISTS = experimentFields({
  field: 'evaluationComparisons',
  rowCost: REPORT_ROW_COST,
  Connection: EvaluationComparisonConnection,
  list: LISTS.evaluationComparisonsOfExperiment,
  description: 'Comparisons whose first evaluation belongs to the experiment, newest first.',
});

/**
 * Rows that a computation is assumed to read when the cost of an operation is estimated: five computations fit into one
 * operation.
 */
const COMPUTATION_COST = LIMITS.cost / 5;

const CAP =
  `Computed synchronously on the current state of at most ${MAX_OUTCOMES_PER_REQUEST} rollouts in total; more are ` +
  `LIMIT_EXCEEDED. Counts as ${COMPUTATION_COST} values towards the cost of the operation.`;

@Resolver(() => EvaluationComparison)
export class EvaluationComparisonResolver {
  @Requires('READ')
  @Query(() => EvaluationComparison, { nullable: true, description: 'One comparison of evaluations.' })
  evaluationComparison(
    @Arg('id', () => ID, { description: 'Id of the comparison.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<EvaluationComparison> {
    return inTenant((stores) => stores.evaluationComparisons.get(id));
  }

  @Requires('WRITE')
  @Extensions({ cost: COMPUTATION_COST })
  @Mutation(() => EvaluationComparison, {
    description:
      `Compares evaluations task by task and stores the result. ${CAP} Bootstrap and permutation draws over all ` +
      `pairs: at most ${COMPARISON_LIMITS.draws}.`,
  })
  async compareEvaluations(
    @Arg('input', () => CompareEvaluationsInput, { description: 'Evaluations and settings of the comparison.' })
    input: CompareEvaluationsInput,
    @Ctx() context: RequestContext,
  ): Promise<EvaluationComparison> {
    const comparison = compareEvaluationsOf(input);
    const { idempotencyKey: key } = input;
    const call = { operation: 'compareEvaluations', key, input: comparison, format: madeThingFormat };
    const { id } = await answerOnce(context, call, async () => ({ id: await compareEvaluations(context, comparison) }));
    return context.inTenant((stores) => stores.evaluationComparisons.get(id));
  }

  @Requires('READ')
  @Extensions({ cost: COMPUTATION_COST })
  @Query(() => SimulatorTransferType, {
    description: `Compares the results of one policy with several user simulators, and with people. ${CAP}`,
  })
  async simulatorTransfer(
    @Arg('input', () => SimulatorTransferInput, { description: 'Evaluations and settings of the transfer.' })
    input: SimulatorTransferInput,
    @Ctx() context: RequestContext,
  ): Promise<SimulatorTransferType> {
    const { report } = await transferEvaluations(context, {
      evaluationIds: input.evaluationIds,
      humanEvaluationId: input.humanEvaluationId ?? null,
      settings: evaluationChoiceOf(input.settings),
    });
    return toSimulatorTransfer(report);
  }

  @Requires('READ')
  @Query(() => EvaluationPlanType, {
    description:
      'Plans a comparison of two policies: the tasks and trials needed for an effect size and power, or the effect that a design can detect.',
  })
  async planEvaluation(
    @Arg('input', () => PlanEvaluationInput, { description: 'Design to plan.' }) input: PlanEvaluationInput,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<EvaluationPlanType> {
    const plan = await inTenant((stores) => planEvaluationFor(stores, planChoiceOf(input)));
    return Object.assign(new EvaluationPlanType(), {
      options: plan.options,
      cheapest: plan.cheapest,
      trialsNeededAtHand: plan.trialsNeededAtHand,
      trialVariance: plan.input.trialVariance,
      differenceVariance: plan.input.differenceVariance,
      model: plan.model,
    });
  }

  @FieldResolver(() => EvaluationSettingsType, { description: 'All settings of the comparison.' })
  settings(@Root() comparison: EvaluationComparison): EvaluationSettingsType {
    return comparisonSettingsFormat.readRow(comparison, comparison.settingsJson).settings;
  }

  @FieldResolver(() => Experiment, { description: 'Experiment of the first evaluation.' })
  experiment(@Root() comparison: EvaluationComparison, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(comparison.experimentId);
  }

  @FieldResolver(() => ComparisonDesignEnum, { description: 'Which pairs were compared.' })
  design(@Root() comparison: EvaluationComparison): ComparisonDesign {
    return reportOf(comparison).design;
  }

  @Extensions({ assumedLength: COMPARISON_LIMITS.evaluations })
  @FieldResolver(() => [Evaluation], { description: 'Compared evaluations, in the requested order.' })
  async evaluations(
    @Root() comparison: EvaluationComparison,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Evaluation[]> {
    const members = await loaders.membersOfComparison.load(comparison.id);
    return Promise.all(members.map(({ evaluationId }) => loaders.evaluation.load(evaluationId)));
  }

  @Extensions({ assumedLength: COMPARISON_LIMITS.evaluations - 1 })
  @FieldResolver(() => [PairComparisonType], {
    nullable: true,
    description: 'Result of each pair. Null, with an error, if the stored report cannot be read.',
  })
  async pairs(
    @Root() comparison: EvaluationComparison,
    @Ctx() { loaders }: RequestContext,
  ): Promise<PairComparisonType[]> {
    const members = await loaders.membersOfComparison.load(comparison.id);
    const ids = members.map(({ evaluationId }) => evaluationId);
    return reportOf(comparison).pairs.map((pair) => new PairComparisonType(pair, ids));
  }
}

function reportOf(comparison: EvaluationComparison): StoredComparisonReport {
  return comparisonReportFormat.readRow(comparison, comparison.reportJson);
}
