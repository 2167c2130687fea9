import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { TRAINING_ESTIMATOR_SETTINGS } from '../../domain/advantages/training/training-estimator-settings';
import { TrainingRun } from '../../model/training/training-run.model';
import { canonicalJson } from '../../canonical-json';
import { estimateAdvantages } from '../../services/training/estimate-advantages';
import {
  EXTERNAL_TRAINING_SETTINGS,
  registerTrainingRun,
  sendTrainingHeartbeat,
  sendTrainingMetrics,
} from '../../services/training/external-training';
import { readEstimatorOf } from '../../services/training/training-settings';
import { Requires } from '../guards/authorization';
import { EstimateAdvantagesInput, estimateOf } from './estimate-advantages.input';
import {
  RegisterTrainingRunInput,
  SendTrainingHeartbeatInput,
  SendTrainingMetricsInput,
} from './external-training.input';
import { chosenOf } from '../graph/setting-fields';
import type { RequestContext } from '../graph/request-context';
import { EstimatedAdvantagesType, SendTrainingMetricsPayload, TrainingEstimatorChoice } from './external-training.type';

/** Cost of an estimate of advantages. */
const ESTIMATE_COST = 5000;

@Resolver(() => TrainingRun)
export class ExternalTrainingResolver {
  @Requires('WRITE')
  @Mutation(() => TrainingRun, {
    description: 'Registers a run of an external trainer (verl, TRL or your own) that reports its progress here.',
  })
  registerTrainingRun(
    @Arg('input', () => RegisterTrainingRunInput, { description: 'The run to register.' })
    input: RegisterTrainingRunInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<TrainingRun> {
    const { experimentId, name, taskSetId = null, rewardSchemeId = null, baseCheckpointId = null } = input;
    return registerTrainingRun(database, tenantId, {
      ...{ experimentId, name, taskSetId, rewardSchemeId, baseCheckpointId },
      estimator: input.estimator ?? 'HYBRID',
      estimatorSettings: chosenOf(TRAINING_ESTIMATOR_SETTINGS, input.estimatorSettings),
      trainer: input.trainer ?? '',
      heartbeatTimeoutMs: input.heartbeatTimeoutMs ?? EXTERNAL_TRAINING_SETTINGS.heartbeatTimeoutMs.default!,
      idempotencyKey: input.idempotencyKey ?? null,
    });
  }

  @Requires('WRITE')
  @Mutation(() => TrainingRun, {
    description:
      'Heartbeat of an EXTERNAL run, which can also report its end. If the returned state is CANCELLED, stop training.',
  })
  sendTrainingHeartbeat(
    @Arg('input', () => SendTrainingHeartbeatInput, { description: 'The heartbeat.' })
    input: SendTrainingHeartbeatInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<TrainingRun> {
    const { trainingRunId: id, state = null } = input;
    return sendTrainingHeartbeat(database, tenantId, { id, state });
  }

  @Requires('WRITE')
  @Mutation(() => SendTrainingMetricsPayload, {
    description:
      'Sends metrics of an EXTERNAL run. Each entry is accepted or refused individually; a metric sent again replaces the earlier value. Counts as a heartbeat.',
  })
  async sendTrainingMetrics(
    @Arg('input', () => SendTrainingMetricsInput, { description: 'The metrics.' }) input: SendTrainingMetricsInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<SendTrainingMetricsPayload> {
    const points = input.points.map(({ name, step, value = null }) => ({ name, step, value }));
    const sent = { id: input.trainingRunId, attempt: input.attempt ?? null, points };
    const { accepted, problems } = await sendTrainingMetrics(database, tenantId, sent);
    const userErrors = problems.map((problem) => ({ code: 'INVALID_INPUT', ...problem }));
    return Object.assign(new SendTrainingMetricsPayload(), { accepted, userErrors });
  }

  @Requires('READ')
  @Extensions({ cost: ESTIMATE_COST })
  @Query(() => EstimatedAdvantagesType, {
    description: 'Estimates per-turn advantages of a batch exactly as our trainer does. Nothing is stored.',
  })
  async estimateAdvantages(
    @Arg('input', () => EstimateAdvantagesInput, { description: 'Rollouts and estimator.' })
    input: EstimateAdvantagesInput,
    @Ctx() context: RequestContext,
  ): Promise<EstimatedAdvantagesType> {
    const { advantages, valueTargets } = await estimateAdvantages(context, estimateOf(input));
    const groups = advantages.map((group, g) => ({
      rollouts: group.map((turns, i) => {
        const targets = valueTargets?.[g]?.[i];
        return { advantages: [...turns], valueTargets: targets === undefined ? null : [...targets] };
      }),
    }));
    return Object.assign(new EstimatedAdvantagesType(), { groups });
  }

  @FieldResolver(() => TrainingEstimatorChoice, {
    nullable: true,
    description: 'Advantage estimator and its constants; null for behaviour cloning.',
  })
  estimator(@Root() { settingsJson }: TrainingRun): TrainingEstimatorChoice | null {
    const chosen = readEstimatorOf(settingsJson);
    if (chosen === null) return null;
    const { gamma, lambda } = chosen.estimatorSettings;
    const constants = canonicalJson(chosen.estimatorSettings);
    const choice = { name: chosen.estimator, gamma, lambda, settingsJson: constants };
    return Object.assign(new TrainingEstimatorChoice(), choice);
  }
}
