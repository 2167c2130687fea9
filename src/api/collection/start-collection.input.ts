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
  description: 'What to collect: tasks x trials of a policy with a simulated user.',
})
export class StartCollectionInput extends settingMembers(COLLECTION_SETTINGS, Object) {
  @Field(() => ID, { description: 'The experiment that the rollouts belong to.' })
  experimentId!: string;

  @Field(() => ID, { description: 'The tasks: a set that was generated or imported from the benchmark.' })
  taskSetId!: string;

  @Field(() => ID, { description: 'The policy; not EXTERNAL.' })
  policyId!: string;

  @Field(() => ID, { description: 'Who plays the user; not EXTERNAL.' })
  userSimulatorId!: string;

  @Field(() => TurnPresetEnum, { nullable: true, description: 'The turn limit of a benchmark, instead of `maxTurns`.' })
  turnPreset?: TurnPreset | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** What the service takes. @throws InvalidInputError for both a turn limit and a preset */
export function collectionChoiceOf(input: StartCollectionInput): CollectionChoice {
  const { trials, turnPreset } = input;
  if (turnPreset && input.maxTurns) throw new InvalidInputError('turnPreset: give either this or maxTurns, not both');
  const chosen = { ...chosenOf(COLLECTION_SETTINGS, input), trials };
  return turnPreset ? { ...chosen, maxTurns: TURN_PRESETS[turnPreset] } : chosen;
}
