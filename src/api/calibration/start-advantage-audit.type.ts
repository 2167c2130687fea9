import { Field, ObjectType } from 'type-graphql';
import { AdvantageAudit } from '../../model/calibration/advantage-audit.model';
import { JobRun } from '../../model/jobs/job-run.model';

@ObjectType('StartAdvantageAuditPayload', { description: 'An advantage audit that was accepted, with its job.' })
export class StartAdvantageAuditPayload {
  @Field(() => AdvantageAudit, { description: 'The audit; its figures appear when it is computed.' })
  advantageAudit!: AdvantageAudit;

  @Field(() => JobRun, { description: 'The job that computes it; follow it with `jobProgress`.' })
  jobRun!: JobRun;
}
