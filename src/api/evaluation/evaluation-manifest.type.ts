import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import { type PolicyKind, PolicyKindEnum, type SimulatorKind, SimulatorKindEnum } from '../../model/enums';

@ObjectType('ManifestTaskSet', { description: 'A task set that contains evaluated tasks.' })
export class ManifestTaskSetType {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => Int, { description: 'Version.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'SHA-256 of its tasks; null if the set can still grow.' })
  contentHash!: string | null;
}

@ObjectType('ManifestPolicy', { description: 'The policy at the time of the evaluation.' })
export class ManifestPolicyType {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => PolicyKindEnum, { description: 'Kind.' })
  kind!: PolicyKind;

  @Field(() => String, { nullable: true, description: 'SHA-256 of its specification; null for EXTERNAL.' })
  specHash!: string | null;
}

@ObjectType('ManifestSimulator', { description: 'A user simulator at the time of the evaluation.' })
export class ManifestSimulatorType {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Version.' })
  version!: string;

  @Field(() => SimulatorKindEnum, { description: 'Kind.' })
  kind!: SimulatorKind;

  @Field(() => String, { nullable: true, description: 'SHA-256 of its specification; null for EXTERNAL.' })
  specHash!: string | null;
}

@ObjectType('ManifestCollection', { description: 'The collection behind an evaluation.' })
export class ManifestCollectionType {
  @Field(() => String, { description: 'SHA-256 of its settings.' })
  settingsHash!: string;

  @Field(() => Float, { description: 'Seed from which the seeds of the rollouts are derived.' })
  seed!: number;
}

@ObjectType('EvaluationManifest', {
  description: 'Hashes and versions of all inputs of an evaluation. Equal manifests mean equal reports.',
})
export class EvaluationManifestType {
  @Field(() => String, { description: 'Version of the code.' })
  codeVersion!: string;

  @Field(() => String, { description: 'Version of the statistics.' })
  statisticsVersion!: string;

  @Extensions({ assumedLength: 2 })
  @Field(() => [ManifestTaskSetType], { description: 'Task sets that contain the tasks.' })
  taskSets!: readonly ManifestTaskSetType[];

  @Field(() => Int, { description: 'Number of tasks.' })
  tasks!: number;

  @Field(() => String, { description: 'SHA-256 of the names and contents of the tasks.' })
  tasksHash!: string;

  @Field(() => ManifestPolicyType, { description: 'The policy.' })
  policy!: ManifestPolicyType;

  @Extensions({ assumedLength: 2 })
  @Field(() => [ManifestSimulatorType], { description: 'User simulators of the rollouts.' })
  userSimulators!: readonly ManifestSimulatorType[];

  @Field(() => ManifestCollectionType, {
    nullable: true,
    description: 'How the rollouts were collected; null for recorded rollouts.',
  })
  collection!: ManifestCollectionType | null;

  @Field(() => Float, { description: 'Seed of bootstrap and permutations.' })
  statisticsSeed!: number;

  @Field(() => Int, { description: 'Number of rollouts that have a seed.' })
  rolloutsWithSeed!: number;

  @Field(() => Int, { description: 'Number of rollouts without a seed.' })
  rolloutsWithoutSeed!: number;

  @Extensions({ assumedLength: 10 })
  @Field(() => [String], { description: 'Tasks whose trials were renumbered because their indexes were not unique.' })
  renumberedTasks!: readonly string[];

  @Field(() => String, { description: 'SHA-256 of task, trial, outcome class, reward and seed of each rollout.' })
  outcomesHash!: string;

  @Field(() => String, {
    description: 'SHA-256 of task, trial and fault of each rollout with a marked fault.',
  })
  faultsHash!: string;
}
