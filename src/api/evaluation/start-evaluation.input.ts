import { Field, ID, InputType } from 'type-graphql';
import { InvalidInputError } from '../../errors';
import type { EvaluationSource, StartEvaluationCommand } from '../../services/evaluation/start-evaluation';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { EvaluationSettingsInput, evaluationChoiceOf } from './evaluation-settings.input';
import { collectionChoiceOf, StartCollectionInput } from '../collection/start-collection.input';

@InputType('RecordedRolloutsInput', { description: 'Rollouts that an experiment has already, however they came.' })
export class RecordedRolloutsInput {
  @Field(() => ID, { description: 'The experiment.' })
  experimentId!: string;

  @BoundedText({ max: LIMITS.nameLength, description: 'The policy whose rollouts they are, by name.' })
  policyName!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts with the user simulator of this name; absent: all.',
  })
  simulatorName?: string | null;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts with this version of the user simulator; absent: all.',
  })
  simulatorVersion?: string | null;
}

@InputType('EvaluationSourceInput', { description: 'Which rollouts are evaluated: exactly one of these.' })
export class EvaluationSourceInput {
  @Field(() => StartCollectionInput, {
    nullable: true,
    description:
      'Rollouts to be collected: the collection starts with the evaluation, which is computed when it ends. Its `idempotencyKey` must be absent.',
  })
  collection?: StartCollectionInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A collection that runs or has ended; of one that runs the evaluation is computed when it ends.',
  })
  collectionId?: string | null;

  @Field(() => RecordedRolloutsInput, { nullable: true, description: 'Rollouts that are there, e.g. imported ones.' })
  recorded?: RecordedRolloutsInput | null;
}

@InputType('StartEvaluationInput', { description: 'What to evaluate, and how.' })
export class StartEvaluationInput {
  @Field(() => EvaluationSourceInput, { description: 'Which rollouts.' })
  source!: EvaluationSourceInput;

  @Field(() => EvaluationSettingsInput, { nullable: true, description: 'Settings that differ from the default.' })
  settings?: EvaluationSettingsInput | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** What the service takes. @throws InvalidInputError for none or several sources, and for a second idempotency key */
export function startEvaluationOf({ source, settings, idempotencyKey }: StartEvaluationInput): StartEvaluationCommand {
  return {
    source: sourceOf(source),
    settings: evaluationChoiceOf(settings),
    idempotencyKey: idempotencyKey ?? null,
  };
}

function sourceOf({ collection, collectionId, recorded }: EvaluationSourceInput): EvaluationSource {
  if (collection) {
    if (collection.idempotencyKey) {
      throw new InvalidInputError('input.source.collection.idempotencyKey: give the key of the evaluation instead');
    }
    const { experimentId, taskSetId, policyId, userSimulatorId } = collection;
    const references = { experimentId, taskSetId, policyId, userSimulatorId };
    return { kind: 'NEW_COLLECTION', collection: { ...references, settings: collectionChoiceOf(collection) } };
  }
  if (collectionId) return { kind: 'COLLECTION', collectionId };
  if (recorded) {
    const { experimentId, policyName, simulatorName = null, simulatorVersion = null } = recorded;
    return { kind: 'RECORDED', experimentId, policyName, simulatorName, simulatorVersion };
  }
  throw new InvalidInputError('input.source: give exactly one of collection, collectionId, recorded');
}
