import { Field, ObjectType } from 'type-graphql';
import { Calibration } from '../../model/calibration/calibration.model';
import { JobRun } from '../../model/jobs/job-run.model';

@ObjectType('StartCalibrationPayload', { description: 'An enqueued calibration, with its job.' })
export class StartCalibrationPayload {
  @Field(() => Calibration, { description: 'The calibration. Its rounds appear as they are computed.' })
  calibration!: Calibration;

  @Field(() => JobRun, { description: 'The job that computes it. Follow it with `jobProgress`.' })
  jobRun!: JobRun;
}
