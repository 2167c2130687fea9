import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { ComputeProvider } from '../../domain/compute-provider';
import { capabilitiesFormat } from '../../jobs/job-requirements';
import { ComputeProviderEnum } from '../../model/enums';
import type { WorkerRow } from '../../model/jobs/worker.model';

@ObjectType('Worker', {
  description: 'A worker process of the installation, and the resources of its machine. It serves all organizations.',
})
export class Worker {
  @Field(() => String, { description: 'Host and process id, as in `workerName` of a job.' })
  name!: string;

  @Field(() => Date, { description: 'Start time of the process.' })
  startedAt!: Date;

  @Field(() => Date, { description: 'Time of the last heartbeat; workers send one every 10 seconds.' })
  lastSeenAt!: Date;

  @Extensions({ assumedLength: 3 })
  @Field(() => [ComputeProviderEnum], { description: 'Execution providers that worked in a trial at start-up.' })
  providers!: readonly ComputeProvider[];

  @Field(() => Int, { description: 'Number of CPU cores available to the worker.' })
  cpuCount!: number;

  @Field(() => Float, { description: 'Memory of the machine in bytes.' })
  memoryBytes!: number;

  @Field(() => String, { description: 'Version of onnxruntime, which runs the models.' })
  onnxruntimeVersion!: string;

  @Field(() => String, { description: 'Version of the worker’s code.' })
  codeVersion!: string;
}

export function toWorker({ name, startedAt, lastSeenAt, capabilitiesJson }: WorkerRow): Worker {
  return Object.assign(new Worker(), {
    name,
    startedAt,
    lastSeenAt,
    ...capabilitiesFormat.read(capabilitiesJson, name),
  });
}
