import { Field, ID, InputType } from 'type-graphql';
import { TEXTS } from '../../stored-text';
import { IMITATION_NUMBERS } from '../../services/training/training-numbers';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { NumberField } from '../graph/number-field';
import {
  architectureGiven,
  PolicyArchitectureInput,
  settingsGiven,
  settingsOf,
  TrainingTasksInput,
  WorkerRequirementsInput,
} from './training-settings.input';

@InputType('StartImitationInput', {
  description: 'What to imitate: the reference agent on tasks of a set. What is absent takes its default.',
})
export class StartImitationInput {
  @Field(() => ID, { description: 'The experiment that the run belongs to.' })
  experimentId!: string;

  @BoundedText({ rule: TEXTS.trainingName, description: 'What to call it.' })
  name!: string;

  @Field(() => ID, { description: 'The tasks that are learned from: a set that can be played.' })
  taskSetId!: string;

  @Field(() => TrainingTasksInput, { nullable: true, description: 'Which of them; default all.' })
  tasks?: TrainingTasksInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A set with tasks that are never learned from, to evaluate on; absent: nothing is evaluated.',
  })
  validationTaskSetId?: string | null;

  @Field(() => TrainingTasksInput, { nullable: true, description: 'Which of those; default all.' })
  validationTasks?: TrainingTasksInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The policy that it starts from; absent: random parameters, which the seed fixes.',
  })
  baseCheckpointId?: string | null;

  @Field(() => PolicyArchitectureInput, {
    nullable: true,
    description: 'The network, where there is no base: a base has its own.',
  })
  architecture?: PolicyArchitectureInput | null;

  @NumberField(IMITATION_NUMBERS.errorRate)
  errorRate?: number | null;

  @NumberField(IMITATION_NUMBERS.trials)
  trials?: number | null;

  @NumberField(IMITATION_NUMBERS.epochs)
  epochs?: number | null;

  @NumberField(IMITATION_NUMBERS.learningRate)
  learningRate?: number | null;

  @NumberField(IMITATION_NUMBERS.batchDecisions)
  batchDecisions?: number | null;

  @NumberField(IMITATION_NUMBERS.microBatchDecisions)
  microBatchDecisions?: number | null;

  @NumberField(IMITATION_NUMBERS.maxGradientNorm)
  maxGradientNorm?: number | null;

  @NumberField(IMITATION_NUMBERS.checkpointEvery)
  checkpointEvery?: number | null;

  @NumberField(IMITATION_NUMBERS.validationTrials)
  validationTrials?: number | null;

  @NumberField(IMITATION_NUMBERS.temperature)
  temperature?: number | null;

  @NumberField(IMITATION_NUMBERS.maxTurns)
  maxTurns?: number | null;

  @NumberField(IMITATION_NUMBERS.deadlineMs)
  deadlineMs?: number | null;

  @NumberField(IMITATION_NUMBERS.seed)
  seed?: number | null;

  @Field(() => WorkerRequirementsInput, { nullable: true, description: 'Which workers may train; default any.' })
  requirements?: WorkerRequirementsInput | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

const NO_SETTINGS = [
  'experimentId',
  'name',
  'taskSetId',
  'validationTaskSetId',
  'baseCheckpointId',
  'requirements',
  'idempotencyKey',
] as const;

/** The settings among the members, as the service takes them. */
export function imitationChoiceOf(input: StartImitationInput): Record<string, unknown> {
  const settings = settingsGiven(settingsOf(input, NO_SETTINGS));
  return { ...settings, architecture: architectureGiven(input.architecture) };
}
