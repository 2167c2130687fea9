import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import { type PolicyKind, PolicyKindEnum, type SimulatorKind, SimulatorKindEnum } from '../../model/enums';

@ObjectType('ManifestTaskSet', { description: 'A task set that the tasks are of.' })
export class ManifestTaskSetType {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => Int, { description: 'Version.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'SHA-256 over its tasks; null for an open set.' })
  contentHash!: string | null;
}

@ObjectType('ManifestPolicy', { description: 'The policy as it was run.' })
export class ManifestPolicyType {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => PolicyKindEnum, { description: 'Kind.' })
  kind!: PolicyKind;

  @Field(() => String, { nullable: true, description: 'SHA-256 of how it is run; null for EXTERNAL.' })
  specHash!: string | null;
}

@ObjectType('ManifestSimulator', { description: 'A user simulator as it was run.' })
export class ManifestSimulatorType {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Version.' })
  version!: string;

  @Field(() => SimulatorKindEnum, { description: 'Kind.' })
  kind!: SimulatorKind;

  @Field(() => String, { nullable: true, description: 'SHA-256 of how it is run; null for EXTERNAL.' })
  specHash!: string | null;
}

@ObjectType('ManifestCollection', { description: 'How the rollouts were collected.' })
export class ManifestCollectionType {
  @Field(() => String, { description: 'SHA-256 of the settings.' })
  settingsHash!: string;

  @Field(() => Float, { description: 'Seed from which that of each rollout is derived.' })
  seed!: number;
}

@ObjectType('EvaluationManifest', {
  description: 'Hashes and versions of everything that an evaluation rests on: equal manifests promise equal reports.',
})
export class EvaluationManifestType {
  @Field(() => String, { description: 'Version of the code.' })
  codeVersion!: string;

  @Field(() => String, { description: 'Version of the statistics.' })
  statisticsVersion!: string;

  @Extensions({ assumedLength: 2 })
  @Field(() => [ManifestTaskSetType], { description: 'Sets that the tasks are of.' })
  taskSets!: readonly ManifestTaskSetType[];

  @Field(() => Int, { description: 'Tasks.' })
  tasks!: number;

  @Field(() => String, { description: 'SHA-256 over names and contents of the tasks.' })
  tasksHash!: string;

  @Field(() => ManifestPolicyType, { description: 'The policy.' })
  policy!: ManifestPolicyType;

  @Extensions({ assumedLength: 2 })
  @Field(() => [ManifestSimulatorType], { description: 'The users of the rollouts.' })
  userSimulators!: readonly ManifestSimulatorType[];

  @Field(() => ManifestCollectionType, {
    nullable: true,
    description: 'How the rollouts were collected; null for recorded ones.',
  })
  collection!: ManifestCollectionType | null;

  @Field(() => Float, { description: 'Seed of bootstrap and permutations.' })
  statisticsSeed!: number;

  @Field(() => Int, { description: 'Rollouts with a seed of their own.' })
  rolloutsWithSeed!: number;

  @Field(() => Int, { description: 'Rollouts without.' })
  rolloutsWithoutSeed!: number;

  @Extensions({ assumedLength: 10 })
  @Field(() => [String], { description: 'Tasks whose trials were numbered anew, because numbers occurred twice.' })
  renumberedTasks!: readonly string[];

  @Field(() => String, { description: 'SHA-256 over task, trial, outcome class, reward and seed of each rollout.' })
  outcomesHash!: string;

  @Field(() => String, {
    description: 'SHA-256 over task, trial and fault of each rollout that is blamed on something.',
  })
  faultsHash!: string;
}
