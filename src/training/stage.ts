import type { AgentBrief } from '../conversation/policy';
import type { PlayableUserSimulator } from '../conversation/user-simulator';
import type { Environment } from '../environment/environment';

/** Where conversations of a run are played, and with whom. */
export type Stage = {
  readonly environment: Environment;
  readonly brief: AgentBrief;
  readonly simulator: PlayableUserSimulator;
};
