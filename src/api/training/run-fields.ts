import { Field, ID } from 'type-graphql';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { PolicyArchitectureInput, WorkerRequirementsInput } from './training-settings.input';

/** What both kinds of training take beside their settings. */
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
  experimentId: Field(() => ID, { description: 'The experiment that the run belongs to.' }),
  name: BoundedText({ rule: TEXTS.trainingName, description: 'Display name.' }),
  taskSetId: Field(() => ID, { description: 'Task set to learn from; it must be playable.' }),
  validationTaskSetId: Field(() => ID, {
    nullable: true,
    description: 'Task set to evaluate on, which is never learned from. Absent: no evaluations.',
  }),
  baseCheckpointId: Field(() => ID, {
    nullable: true,
    description: 'Checkpoint to start from. Absent: random parameters, determined by the seed.',
  }),
  architecture: Field(() => PolicyArchitectureInput, {
    nullable: true,
    description: 'Network of the policy. Ignored with a base checkpoint, which brings its own.',
  }),
  requirements: Field(() => WorkerRequirementsInput, {
    nullable: true,
    description: 'Which workers may train; default any.',
  }),
  idempotencyKey: IdempotencyKey(),
};

/** Gives an input the fields of RunInput. They are its own, because inherited ones lose their longest lengths. */
export function RunFields(): ClassDecorator {
  return ({ prototype }) => {
    for (const [name, decorate] of Object.entries(FIELDS)) decorate(prototype as object, name);
  };
}

/** What the services take for RunInput, the settings aside. */
export function runOf({ experimentId, name, taskSetId, ...input }: Pick<RunInput, keyof RunInput>) {
  const { validationTaskSetId = null, baseCheckpointId = null, idempotencyKey = null } = input;
  return { experimentId, name, taskSetId, validationTaskSetId, baseCheckpointId, idempotencyKey };
}
