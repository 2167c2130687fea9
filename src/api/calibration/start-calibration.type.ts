import { Field, ObjectType } from 'type-graphql';
import { Calibration } from '../../model/calibration/calibration.model';
import { JobRun } from '../../model/jobs/job-run.model';

@ObjectType('StartCalibrationPayload', { description: 'A calibration that was accepted, with its job.' })
export class StartCalibrationPayload {
  @Field(() => Calibration, { description: 'The calibration; its rounds appear as they are computed.' })
  calibration!: Calibration;

  @Field(() => JobRun, { description: 'The job that computes it; follow it with `jobProgress`.' })
  jobRun!: JobRun;
}
