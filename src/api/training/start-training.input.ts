import { Field, ID, InputType, Int } from 'type-graphql';
import type { TrainingEstimatorName } from '../../domain/advantages/estimators';
import { DEFAULT_TRAINING_SCHEME } from '../../services/training/start-training';
import { TEXTS } from '../../stored-text';
import { EVIDENCE_NUMBERS, REINFORCEMENT_NUMBERS } from '../../services/training/training-numbers';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { NumberField } from '../graph/number-field';
import { TrainingEstimatorEnum } from './training-enums';

import {
  architectureGiven,
  GatingInput,
  PolicyArchitectureInput,
  settingsGiven,
  settingsOf,
  TrainingEstimatorSettingsInput,
  TrainingSpreadInput,
  TrainingTasksInput,
  TrainingWarningSettingsInput,
  WorkerRequirementsInput,
} from './training-settings.input';
import { omitNullish } from '../graph/omit-nullish';

@InputType('StartTrainingInput', {
  description: 'What to train by reinforcement, on rollouts of its own. What is absent takes its default.',
})
export class StartTrainingInput {
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

  @NumberField(REINFORCEMENT_NUMBERS.updates)
  updates?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.groupsPerUpdate)
  groupsPerUpdate?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.rolloutsPerGroup)
  rolloutsPerGroup?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.temperature)
  temperature?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.maxTurns)
  maxTurns?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.deadlineMs)
  deadlineMs?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.maxResamples)
  maxResamples?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.learningRate)
  learningRate?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.epochs)
  epochs?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.batchDecisions)
  batchDecisions?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.microBatchDecisions)
  microBatchDecisions?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.clipLow)
  clipLow?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.clipHigh)
  clipHigh?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.klCoefficient)
  klCoefficient?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.entropyCoefficient)
  entropyCoefficient?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.valueCoefficient)
  valueCoefficient?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.criticWidth)
  criticWidth?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.maxGradientNorm)
  maxGradientNorm?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.checkpointEvery)
  checkpointEvery?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.validationTrials)
  validationTrials?: number | null;

  @NumberField(REINFORCEMENT_NUMBERS.seed)
  seed?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: `The scheme that turns are rewarded under; default the newest version of ${DEFAULT_TRAINING_SCHEME}.`,
  })
  rewardSchemeId?: string | null;

  @Field(() => TrainingEstimatorEnum, { nullable: true, description: 'Makes advantages of rewards; default HYBRID.' })
  estimator?: TrainingEstimatorName | null;

  @Field(() => TrainingEstimatorSettingsInput, { nullable: true, description: 'Its constants.' })
  estimatorSettings?: TrainingEstimatorSettingsInput | null;

  @NumberField(EVIDENCE_NUMBERS.delta)
  delta?: number | null;

  @Field(() => GatingInput, {
    nullable: true,
    description: 'Lets the scheme follow the evidence while training; absent: it stays. `{}` takes the defaults.',
  })
  gating?: GatingInput | null;

  @Field(() => TrainingSpreadInput, {
    nullable: true,
    description:
      'Lets other workers play a part of each update; absent: the learner plays all. `{}` takes the defaults. ' +
      'An update that goes without groups counts them in the metric `missingGroups`.',
  })
  spread?: TrainingSpreadInput | null;

  @Field(() => TrainingWarningSettingsInput, { nullable: true, description: 'Thresholds of the warnings.' })
  warnings?: TrainingWarningSettingsInput | null;

  @Field(() => Int, {
    nullable: true,
    description: 'An evaluation on the validation tasks after this many updates, and after the last; default 10.',
  })
  evaluateEvery?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Ends after this many evaluations without a better pass rate, 1 to 1000; absent: never.',
  })
  patience?: number | null;

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
  'rewardSchemeId',
  'delta',
] as const;

/** The settings among the members, as the service takes them. */
export function trainingChoiceOf(input: StartTrainingInput): Record<string, unknown> {
  const settings = settingsGiven(settingsOf(input, NO_SETTINGS));
  return {
    ...settings,
    evidence: omitNullish({ delta: input.delta }),
    architecture: architectureGiven(input.architecture),
  };
}
