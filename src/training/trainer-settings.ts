import type { ProposalSettings } from '../domain/calibration/schemes/propose-values';
import type { TierValues } from '../domain/calibration/schemes/reward-scheme';
import type { SettingsOf } from '../domain/settings/settings-of';
import type { GATING_SETTINGS, REINFORCEMENT_SETTINGS } from './run-settings';

/** Empirical Discriminative Gating while training; see `proposeGatedValues`. */
export type OnlineGating = SettingsOf<typeof GATING_SETTINGS>;

/** Settings of a run that its trainer does not read: they choose tasks, the critic and the workers. */
type OutsideTheTrainer = 'tasks' | 'validationTasks' | 'criticWidth' | 'spread' | 'evidence';

/** Every choice of a training run that its trainer reads: its settings, and what is known once it runs. */
export type TrainerSettings = Omit<SettingsOf<typeof REINFORCEMENT_SETTINGS>, OutsideTheTrainer> & {
  /** The values that training starts with. */
  readonly values: TierValues;
  /** What the intended signs of tiers follow from, for mismatches and gating. */
  readonly proposal: ProposalSettings;
};
