import { InputType } from 'type-graphql';
import type { ImitationChoice } from '../../services/training/training-settings';
import { IMITATION_SETTINGS } from '../../training/run-settings';
import { chosenOf, settingMembers, SettingFields } from '../graph/setting-fields';
import { RunFields, RunInput } from './run-fields';
import { architectureGiven, TrainingTasksInput } from './training-settings.input';

@SettingFields(IMITATION_SETTINGS, { tasks: TrainingTasksInput, validationTasks: TrainingTasksInput })
@RunFields()
@InputType('StartImitationInput', { description: 'Behaviour cloning of the reference agent on the tasks of a set.' })
export class StartImitationInput extends settingMembers(IMITATION_SETTINGS, RunInput) {}

/** The settings among the members, as the service takes them. */
export function imitationChoiceOf(input: StartImitationInput): ImitationChoice {
  return { ...chosenOf(IMITATION_SETTINGS, input), architecture: architectureGiven(input.architecture) };
}
