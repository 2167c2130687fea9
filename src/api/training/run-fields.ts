import { Field, ID } from 'type-graphql';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { PolicyArchitectureInput, WorkerRequirementsInput } from './training-settings.input';

/** Fields that both kinds of training take in addition to their settings. */
export class RunInput {
  experimentId!: string;
  name!: string;
  taskSetId!: string;
  validationTaskSetId?: string | null;
  baseCheckpointId?: string | null;
  architecture?: PolicyArchitectureInput | null;
  requirements?: WorkerRequirementsInput | null;
  idempotencyKey?: string | null;
}

/** Fields of RunInput. */
const FIELDS: Readonly<Record<keyof RunInput, PropertyDecorator>> = {
  experimentId: Field(() => ID, { description: 'Experiment that the run belongs to.' }),
  name: BoundedText({ rule: TEXTS.trainingName, description: 'Display name.' }),
  taskSetId: Field(() => ID, { description: 'Task set to train on; it must be playable.' }),
  validationTaskSetId: Field(() => ID, {
    nullable: true,
    description: 'Validation task set, which is never trained on. Absent: no evaluations.',
  }),
  baseCheckpointId: Field(() => ID, {
    nullable: true,
    description: 'Checkpoint to start from. Absent: random parameters, determined by the seed.',
  }),
  architecture: Field(() => PolicyArchitectureInput, {
    nullable: true,
    description: 'Network of the policy. Ignored with a base checkpoint, which has its own.',
  }),
  requirements: Field(() => WorkerRequirementsInput, {
    nullable: true,
    description: 'Requirements on the worker that trains. Default: any worker.',
  }),
  idempotencyKey: IdempotencyKey(),
};

/**
 * Gives an input the fields of RunInput. They belong to the input itself, because inherited ones lose their max
 * lengths.
 */
export function RunFields(): ClassDecorator {
  return ({ prototype }) => {
    for (const [name, decorate] of Object.entries(FIELDS)) decorate(prototype as object, name);
  };
}

/** RunInput as the services take it, without the settings. */
export function runOf({ experimentId, name, taskSetId, ...input }: Pick<RunInput, keyof RunInput>) {
  const { validationTaskSetId = null, baseCheckpointId = null, idempotencyKey = null } = input;
  return { experimentId, name, taskSetId, validationTaskSetId, baseCheckpointId, idempotencyKey };
}
