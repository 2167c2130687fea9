import { Field, ID, InputType } from 'type-graphql';
import { InvalidInputError } from '../../errors';
import {
  COLLECTION_SETTINGS,
  type CollectionChoice,
  TURN_PRESETS,
  type TurnPreset,
} from '../../services/collection/collection-settings';
import { IdempotencyKey } from '../guards/idempotency-key';
import { chosenOf, settingMembers, SettingFields } from '../graph/setting-fields';
import { TurnPresetEnum } from '../players/player-enums';

@SettingFields(COLLECTION_SETTINGS, {})
@InputType('StartCollectionInput', {
  description: 'Tasks, players and settings of a collection, which plays each task `trials` times.',
})
export class StartCollectionInput extends settingMembers(COLLECTION_SETTINGS, Object) {
  @Field(() => ID, { description: 'Experiment that the rollouts belong to.' })
  experimentId!: string;

  @Field(() => ID, { description: 'Task set to play, generated or imported from the benchmark.' })
  taskSetId!: string;

  @Field(() => ID, { description: 'Policy that plays the agent; not EXTERNAL.' })
  policyId!: string;

  @Field(() => ID, { description: 'User simulator that plays the user; not EXTERNAL.' })
  userSimulatorId!: string;

  @Field(() => TurnPresetEnum, {
    nullable: true,
    description: 'Turn limit of a benchmark; cannot be combined with `maxTurns`.',
  })
  turnPreset?: TurnPreset | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** The command that the service takes. @throws InvalidInputError if both a turn limit and a preset are given */
export function collectionChoiceOf(input: StartCollectionInput): CollectionChoice {
  const { trials, turnPreset } = input;
  if (turnPreset && input.maxTurns)
    throw new InvalidInputError('turnPreset: cannot be combined with maxTurns; give only one of them');
  const chosen = { ...chosenOf(COLLECTION_SETTINGS, input), trials };
  return turnPreset ? { ...chosen, maxTurns: TURN_PRESETS[turnPreset] } : chosen;
}
