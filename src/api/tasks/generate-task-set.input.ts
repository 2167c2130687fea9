import { InputType } from 'type-graphql';
import { FAMILY_NAMES, type FamilyName } from '../../environment/airline/generator/families/family-name';
import {
  type GenerateTaskSetCommand,
  resolveTaskGeneration,
  TASK_GENERATION_SETTINGS,
} from '../../services/tasks/create-task-set';
import { TEXTS } from '../../stored-text';
import { BoundedList, BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { chosenOf, settingMembers, SettingFields } from '../graph/setting-fields';
import { AirlineVersionEnum, SplitEnum, WorldSizeEnum } from '../players/player-enums';

@SettingFields(TASK_GENERATION_SETTINGS, { version: AirlineVersionEnum, worldSize: WorldSizeEnum, split: SplitEnum })
@InputType('GenerateTaskSetInput', {
  description: 'World and tasks to generate. The same input always gives the same tasks.',
})
export class GenerateTaskSetInput extends settingMembers(TASK_GENERATION_SETTINGS, Object) {
  @BoundedText({ rule: TEXTS.name, description: 'Name. If it exists, its next version is created.' })
  name!: string;

  @BoundedList(() => String, {
    nullable: true,
    max: FAMILY_NAMES.length,
    description: `Families of tasks. Default: all of ${FAMILY_NAMES.join(', ')}.`,
  })
  families?: string[] | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** The command that the service takes; the service rejects unknown families. */
export function generateTaskSetOf({
  families = null,
  idempotencyKey = null,
  ...input
}: GenerateTaskSetInput): GenerateTaskSetCommand {
  const settings = resolveTaskGeneration({ ...chosenOf(TASK_GENERATION_SETTINGS, input), size: input.size });
  return { ...settings, name: input.name, families: families as FamilyName[] | null, idempotencyKey };
}
