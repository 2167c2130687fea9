import { registerEnumType } from 'type-graphql';
import { AIRLINE_VERSIONS, type AirlineVersion } from '../../environment/airline/world/world';
import { SPLITS, type Split } from '../../environment/airline/generator/split';
import { enumOf } from '../../model/enums';
import { TURN_PRESETS, type TurnPreset } from '../../services/collection/collection-settings';
import { SCRIPTS } from '../../services/players/policy-spec';
import { WORLD_SIZES } from '../../services/worlds/stored-environment';
import { LLM_USER_STRATEGIES } from '../../simulators/llm/llm-user-settings';

type AirlineVersionWord = Uppercase<AirlineVersion>;
type SplitWord = Uppercase<Split>;

/** Versions by their API name; enum values are in capitals. */
export const AirlineVersionEnum = Object.fromEntries(
  AIRLINE_VERSIONS.map((version) => [version.toUpperCase(), version]),
) as Readonly<Record<AirlineVersionWord, AirlineVersion>>;
registerEnumType(AirlineVersionEnum, {
  name: 'AirlineVersion',
  description: 'Version of the airline world, its tools and its rules.',
  valuesConfig: {
    V1: { description: 'As in tau-bench.' },
    V2: { description: 'As in tau2-bench.' },
  },
});

export const SplitEnum = Object.fromEntries(SPLITS.map((split) => [split.toUpperCase(), split])) as Readonly<
  Record<SplitWord, Split>
>;
registerEnumType(SplitEnum, {
  name: 'TaskSplit',
  description: 'Purpose of generated tasks. Splits share neither users nor reservations.',
  valuesConfig: {
    TRAIN: { description: 'Training.' },
    VALIDATION: { description: 'Choosing settings.' },
    TEST: { description: 'Reported results.' },
  },
});

export const WorldSizeEnum = enumOf(WORLD_SIZES);
registerEnumType(WorldSizeEnum, {
  name: 'WorldSize',
  description: 'Size of a generated world.',
  valuesConfig: {
    SMALL: { description: '90 flights, 120 users, 600 reservations; for tests and demos.' },
    DEFAULT: { description: '300 flights, 500 users, 2,000 reservations; about the size of the benchmark.' },
  },
});

export const ScriptEnum = enumOf(SCRIPTS);
registerEnumType(ScriptEnum, {
  name: 'PolicyScript',
  description: 'Kind of a scripted policy.',
  valuesConfig: {
    GOLDEN: { description: 'Follows the reference solution, with errors at a given rate.' },
    RANDOM: { description: 'Chooses a random possible action.' },
    LOOK_UP_ONLY: { description: 'Looks things up and changes nothing.' },
  },
});

export const LlmUserStrategyEnum = enumOf(LLM_USER_STRATEGIES);
registerEnumType(LlmUserStrategyEnum, {
  name: 'LlmUserStrategy',
  description: 'How a language model generates the user’s messages.',
  valuesConfig: {
    LLM: { description: 'Writes the message directly.' },
    REACT: { description: 'Writes a thought first, which the agent does not see.' },
    VERIFY: { description: 'Samples again until a judge agrees.' },
    REFLECTION: { description: 'Revises its message once if a judge objects.' },
  },
});

export const TurnPresetEnum = enumOf(Object.keys(TURN_PRESETS) as TurnPreset[]);
registerEnumType(TurnPresetEnum, {
  name: 'TurnPreset',
  description: 'Turn limit of a published benchmark.',
  valuesConfig: {
    V1_30_STEPS: { description: 'tau-bench: 30 turns of the agent.' },
    V2_200_STEPS: {
      description:
        'tau2-bench: 200 turns of the agent. The benchmark itself allows 200 steps, which include messages of user and tools.',
    },
  },
});
