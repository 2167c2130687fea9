import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { ComputeProvider } from '../../domain/compute-provider';
import { capabilitiesFormat } from '../../jobs/job-requirements';
import { ComputeProviderEnum } from '../../model/enums';
import type { WorkerRow } from '../../model/jobs/worker.model';

@ObjectType('Worker', {
  description: 'A worker process of the installation and what its machine offers. It works for every organization.',
})
export class Worker {
  @Field(() => String, { description: 'Host and process, as jobs name it in `workerName`.' })
  name!: string;

  @Field(() => Date, { description: 'When it started.' })
  startedAt!: Date;

  @Field(() => Date, { description: 'Its newest sign of life; it gives one every 10 seconds.' })
  lastSeenAt!: Date;

  @Extensions({ assumedLength: 3 })
  @Field(() => [ComputeProviderEnum], { description: 'What it can run models with, tried out when it started.' })
  providers!: readonly ComputeProvider[];

  @Field(() => Int, { description: 'Processors that it may use.' })
  cpuCount!: number;

  @Field(() => Float, { description: 'Memory of its machine, bytes.' })
  memoryBytes!: number;

  @Field(() => String, { description: 'Version of onnxruntime that it runs models with.' })
  onnxruntimeVersion!: string;

  @Field(() => String, { description: 'Version of its code.' })
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
