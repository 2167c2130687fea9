import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { CALIBRATION_SETTINGS } from '../../domain/calibration/calibration-settings';
import { CalibrationRound } from '../../model/calibration/calibration-round.model';
import { Calibration } from '../../model/calibration/calibration.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { JobRun } from '../../model/jobs/job-run.model';
import { startCalibration } from '../../services/calibration/start-calibration';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { chosenOf } from '../graph/setting-fields';
import { CalibrationSettingsType, toCalibrationSettings } from './calibration-settings.type';
import { StartCalibrationInput } from './start-calibration.input';
import type { RequestContext } from '../graph/request-context';
import { StartCalibrationPayload } from './start-calibration.type';
import { experimentFields } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';

const CalibrationConnection = connectionTypeOf(Calibration, 'Calibration');

export const CALIBRATION_LISTS = experimentFields({
  field: 'calibrations',
  Connection: CalibrationConnection,
  list: LISTS.calibrationsOfExperiment,
  description: 'Calibrations of an experiment, newest first.',
});

@Resolver(() => Calibration)
export class CalibrationResolver {
  @Requires('READ')
  @Query(() => Calibration, { nullable: true, description: 'One calibration.' })
  calibration(
    @Arg('id', () => ID, { description: 'Id of the calibration.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Calibration> {
    return inTenant((stores) => stores.calibrations.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => StartCalibrationPayload, {
    description: 'Enqueues a calibration; its settings are persisted before this returns.',
  })
  async startCalibration(
    @Arg('input', () => StartCalibrationInput, { description: 'Rollouts and settings of the calibration.' })
    input: StartCalibrationInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<StartCalibrationPayload> {
    const started = await startCalibration(database, tenantId, {
      experimentId: input.experimentId,
      policyName: input.policyName ?? null,
      anchorSchemeId: input.anchorSchemeId ?? null,
      settings: chosenOf(CALIBRATION_SETTINGS, input.settings),
      idempotencyKey: input.idempotencyKey ?? null,
    });
    return Object.assign(new StartCalibrationPayload(), started);
  }

  @FieldResolver(() => CalibrationSettingsType, { description: 'All settings of the calibration.' })
  settings(@Root() calibration: Calibration): CalibrationSettingsType {
    return toCalibrationSettings(calibration);
  }

  @FieldResolver(() => Experiment, { description: 'Experiment whose rollouts are used.' })
  experiment(@Root() calibration: Calibration, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(calibration.experimentId);
  }

  @FieldResolver(() => JobRun, { description: 'Job that computes the calibration, with its progress.' })
  jobRun(@Root() calibration: Calibration, @Ctx() { loaders }: RequestContext): Promise<JobRun> {
    return loaders.jobRun.load(calibration.jobRunId);
  }

  @FieldResolver(() => [CalibrationRound], {
    description: 'Rounds of the calibration, in order; empty until the first is computed.',
  })
  rounds(@Root() calibration: Calibration, @Ctx() { loaders }: RequestContext): Promise<CalibrationRound[]> {
    return loaders.roundsOfCalibration.load(calibration.id);
  }
}
