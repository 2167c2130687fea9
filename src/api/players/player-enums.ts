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

/** Versions by their word in the API; enum words are in capitals. */
export const AirlineVersionEnum = Object.fromEntries(
  AIRLINE_VERSIONS.map((version) => [version.toUpperCase(), version]),
) as Readonly<Record<AirlineVersionWord, AirlineVersion>>;
registerEnumType(AirlineVersionEnum, {
  name: 'AirlineVersion',
  description: 'Version of the airline world, its tools and its rules.',
  valuesConfig: {
    V1: { description: 'Of tau-bench.' },
    V2: { description: 'Of tau2-bench.' },
  },
});

export const SplitEnum = Object.fromEntries(SPLITS.map((split) => [split.toUpperCase(), split])) as Readonly<
  Record<SplitWord, Split>
>;
registerEnumType(SplitEnum, {
  name: 'TaskSplit',
  description: 'What generated tasks are for; splits share neither users nor reservations.',
  valuesConfig: {
    TRAIN: { description: 'For training.' },
    VALIDATION: { description: 'For choosing settings.' },
    TEST: { description: 'For reporting.' },
  },
});

export const WorldSizeEnum = enumOf(WORLD_SIZES);
registerEnumType(WorldSizeEnum, {
  name: 'WorldSize',
  description: 'Size of a generated world.',
  valuesConfig: {
    SMALL: { description: '90 flights, 120 users, 600 reservations; for tests and demonstrations.' },
    DEFAULT: { description: '300 flights, 500 users, 2,000 reservations: about the size of the benchmark’s.' },
  },
});

export const ScriptEnum = enumOf(SCRIPTS);
registerEnumType(ScriptEnum, {
  name: 'PolicyScript',
  description: 'A policy that is a program.',
  valuesConfig: {
    GOLDEN: { description: 'Knows the reference solution and follows it, but for errors at a given rate.' },
    RANDOM: { description: 'Does something possible at random.' },
    LOOK_UP_ONLY: { description: 'Looks things up and changes nothing.' },
  },
});

export const LlmUserStrategyEnum = enumOf(LLM_USER_STRATEGIES);
registerEnumType(LlmUserStrategyEnum, {
  name: 'LlmUserStrategy',
  description: 'How a model is made to speak as the user.',
  valuesConfig: {
    LLM: { description: 'At once.' },
    REACT: { description: 'After a thought that the agent does not see.' },
    VERIFY: { description: 'Sampled again until a judge agrees.' },
    REFLECTION: { description: 'Revised once after the judge objected.' },
  },
});

export const TurnPresetEnum = enumOf(Object.keys(TURN_PRESETS) as TurnPreset[]);
registerEnumType(TurnPresetEnum, {
  name: 'TurnPreset',
  description: 'Turn limit of a published benchmark.',
  valuesConfig: {
    V1_30_STEPS: { description: 'tau-bench: 30 turns of the agent.' },
    V2_200_STEPS: {
      description: 'tau2-bench: 200 turns of the agent; its own 200 steps count messages of user and tools as well.',
    },
  },
});
