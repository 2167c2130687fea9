import type { AgentBrief } from '../conversation/policy';
import type { PlayableUserSimulator } from '../conversation/user-simulator';
import type { Environment } from '../environment/environment';

/** Environment, users and tasks of a run's conversations. */
export type Stage = {
  readonly environment: Environment;
  readonly brief: AgentBrief;
  readonly simulator: PlayableUserSimulator;
};
