import { Field, ID, InputType } from 'type-graphql';
import { DEFAULT_TRAINING_SCHEME } from '../../services/training/start-training';
import type { ReinforcementChoice } from '../../services/training/training-settings';
import { REINFORCEMENT_SETTINGS } from '../../training/run-settings';
import { chosenOf, settingMembers, SettingFields } from '../graph/setting-fields';
import { RunFields, RunInput } from './run-fields';
import { TrainingEstimatorEnum } from './training-enums';
import {
  architectureGiven,
  GatingInput,
  TrainingEstimatorSettingsInput,
  TrainingSpreadInput,
  TrainingTasksInput,
  TrainingWarningSettingsInput,
} from './training-settings.input';

const { evidence, ...others } = REINFORCEMENT_SETTINGS;

/** The input contains the members of `evidence` directly. */
const INPUT_SETTINGS = { ...others, ...evidence.settings };

@SettingFields(INPUT_SETTINGS, {
  tasks: TrainingTasksInput,
  validationTasks: TrainingTasksInput,
  estimator: TrainingEstimatorEnum,
  estimatorSettings: TrainingEstimatorSettingsInput,
  gating: GatingInput,
  spread: TrainingSpreadInput,
  warnings: TrainingWarningSettingsInput,
})
@RunFields()
@InputType('StartTrainingInput', { description: 'Reinforcement learning on rollouts that the run plays itself.' })
export class StartTrainingInput extends settingMembers(INPUT_SETTINGS, RunInput) {
  @Field(() => ID, {
    nullable: true,
    description: `Initial reward scheme. Default: the newest version of ${DEFAULT_TRAINING_SCHEME}.`,
  })
  rewardSchemeId?: string | null;
}

/** The settings among the members, as the service takes them. */
export function trainingChoiceOf(input: StartTrainingInput): ReinforcementChoice {
  return {
    ...chosenOf(others, input),
    evidence: chosenOf(evidence.settings, input),
    architecture: architectureGiven(input.architecture),
  };
}
