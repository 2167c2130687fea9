import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { CalibrationRound } from '../../model/calibration-round.model';
import { Calibration } from '../../model/calibration.model';
import { Experiment } from '../../model/experiment.model';
import { JobRun } from '../../model/job-run.model';
import { Requires } from '../authorization';
import { connectionTypeOf, PageArgs, pageRequestOf } from '../connections';
import type { RequestContext } from '../request-context';

const CalibrationConnection = connectionTypeOf(Calibration, 'Calibration');

@ArgsType()
class CalibrationsArgs extends PageArgs {
  @Field(() => ID, { description: 'The experiment whose calibrations are listed.' })
  experimentId!: string;
}

@Resolver(() => Calibration)
export class CalibrationResolver {
  @Requires('READ')
  @Query(() => CalibrationConnection, { description: 'The calibrations of an experiment, oldest first.' })
  async calibrations(@Args(() => CalibrationsArgs) args: CalibrationsArgs, @Ctx() { inTenant }: RequestContext) {
    const list = 'calibrations';
    const request = pageRequestOf(list, args);
    const { experimentId } = args;
    const page = await inTenant(async (stores) => {
      await stores.experiments.get(experimentId);
      return stores.calibrations.page(experimentId, request);
    });
    return new CalibrationConnection({
      list,
      request,
      page,
      countRows: () => inTenant((stores) => stores.calibrations.count(experimentId)),
    });
  }

  @Requires('READ')
  @Query(() => Calibration, { description: 'One calibration.' })
  calibration(
    @Arg('id', () => ID, { description: 'Id of the calibration.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Calibration> {
    return inTenant((stores) => stores.calibrations.get(id));
  }

  @FieldResolver(() => Experiment, { description: 'The experiment that it measures.' })
  experiment(@Root() calibration: Calibration, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(calibration.experimentId);
  }

  @FieldResolver(() => JobRun, { description: 'The job that computes it, with its progress.' })
  jobRun(@Root() calibration: Calibration, @Ctx() { loaders }: RequestContext): Promise<JobRun> {
    return loaders.jobRun.load(calibration.jobRunId);
  }

  @FieldResolver(() => [CalibrationRound], { description: 'Its rounds, in order; empty until the first is computed.' })
  rounds(@Root() calibration: Calibration, @Ctx() { loaders }: RequestContext): Promise<CalibrationRound[]> {
    return loaders.roundsOfCalibration.load(calibration.id);
  }
}
