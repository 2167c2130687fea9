import { Field, ID, InputType } from 'type-graphql';
import { InvalidInputError } from '../../errors';
import type { EvaluationSource, StartEvaluationCommand } from '../../services/evaluation/start-evaluation';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { EvaluationSettingsInput, evaluationChoiceOf } from './evaluation-settings.input';
import { collectionChoiceOf, StartCollectionInput } from '../collection/start-collection.input';

@InputType('RecordedRolloutsInput', { description: 'Rollouts that the experiment already has, from any source.' })
export class RecordedRolloutsInput {
  @Field(() => ID, { description: 'The experiment.' })
  experimentId!: string;

  @BoundedText({ max: LIMITS.nameLength, description: 'Name of the policy whose rollouts are evaluated.' })
  policyName!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts with the user simulator of this name. Default: all.',
  })
  simulatorName?: string | null;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts with this version of the user simulator. Default: all.',
  })
  simulatorVersion?: string | null;
}

@InputType('EvaluationSourceInput', { description: 'Rollouts to evaluate. Exactly one member must be given.' })
export class EvaluationSourceInput {
  @Field(() => StartCollectionInput, {
    nullable: true,
    description:
      'A new collection, started together with the evaluation, which is computed when the collection ends. Its `idempotencyKey` must be absent.',
  })
  collection?: StartCollectionInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'An existing collection. If it is still running, the evaluation is computed when it ends.',
  })
  collectionId?: string | null;

  @Field(() => RecordedRolloutsInput, { nullable: true, description: 'Existing rollouts, e.g. imported ones.' })
  recorded?: RecordedRolloutsInput | null;
}

@InputType('StartEvaluationInput', { description: 'Rollouts and settings of an evaluation.' })
export class StartEvaluationInput {
  @Field(() => EvaluationSourceInput, { description: 'Rollouts to evaluate.' })
  source!: EvaluationSourceInput;

  @Field(() => EvaluationSettingsInput, { nullable: true, description: 'Settings; absent ones take the default.' })
  settings?: EvaluationSettingsInput | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/**
 * The command that the service takes. @throws InvalidInputError unless exactly one source is given, and for a second
 * idempotency key
 */
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
      throw new InvalidInputError(
        'input.source.collection.idempotencyKey: must be absent; use the idempotencyKey of the evaluation instead',
      );
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
