import { Field, InputType, Int } from 'type-graphql';
import { FAMILY_NAMES, type FamilyName } from '../../environment/airline/generator/families/family-name';
import type { Split } from '../../environment/airline/generator/split';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { type GenerateTaskSetCommand, MAX_GENERATED_TASKS } from '../../services/tasks/create-task-set';
import { TEXTS } from '../../stored-text';
import type { WorldSize } from '../../services/worlds/stored-environment';
import { BoundedList, BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { AirlineVersionEnum, SplitEnum, WorldSizeEnum } from '../players/player-enums';

@InputType('GenerateTaskSetInput', { description: 'Which tasks to generate: the same input gives the same tasks.' })
export class GenerateTaskSetInput {
  @BoundedText({ rule: TEXTS.name, description: 'Name; a name that exists gets another version.' })
  name!: string;

  @Field(() => AirlineVersionEnum, { defaultValue: 'v1', description: 'Version of world, tools and rules.' })
  version!: AirlineVersion;

  @Field(() => WorldSizeEnum, { defaultValue: 'DEFAULT', description: 'Size of the world.' })
  worldSize!: WorldSize;

  @Field(() => Int, { defaultValue: 0, description: 'Seed of the world, at least 0.' })
  worldSeed!: number;

  @Field(() => Int, { defaultValue: 0, description: 'Seed of the tasks, at least 0.' })
  taskSeed!: number;

  @Field(() => Int, { description: `Number of tasks, 1 to ${MAX_GENERATED_TASKS}; the families take turns.` })
  size!: number;

  @Field(() => SplitEnum, { defaultValue: 'train', description: 'What the tasks are for.' })
  split!: Split;

  @BoundedList(() => String, {
    nullable: true,
    max: FAMILY_NAMES.length,
    description: `Families of tasks; absent: all of ${FAMILY_NAMES.join(', ')}.`,
  })
  families?: string[] | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** What the service takes; it says which family it does not know. */
export function generateTaskSetOf({
  families = null,
  idempotencyKey = null,
  ...input
}: GenerateTaskSetInput): GenerateTaskSetCommand {
  return { ...input, families: families as FamilyName[] | null, idempotencyKey };
}
