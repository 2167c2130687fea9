import type { RecordedTask } from '../../domain/trajectory';
import type { Environment, Episode } from '../environment';
import { AirlineEpisode } from './airline-episode';
import { replayGoldenActions } from './reward';
import { AirlineState } from './world/state';
import { Toolset } from './toolset';
import type { AirlineVersion, World } from './world/world';

/** The airline in one of its versions, over one world. Its episodes are independent and cheap to start. */
export class AirlineEnvironment implements Environment {
  readonly id: string;
  readonly toolset: Toolset;
  private readonly goldenStates = new WeakMap<RecordedTask, AirlineState>();

  constructor(
    readonly world: World,
    readonly version: AirlineVersion,
  ) {
    this.id = `airline-${version}`;
    this.toolset = new Toolset(version);
  }

  start(task: RecordedTask): Episode {
    return new AirlineEpisode(this, task, new AirlineState(this.world));
  }

  /** The database after the task's golden actions; replayed once for each task object. */
  goldenState(task: RecordedTask): AirlineState {
    const known = this.goldenStates.get(task);
    if (known !== undefined) return known;
    const state = replayGoldenActions(task.goldenActions, this.world, this.toolset);
    this.goldenStates.set(task, state);
    return state;
  }
}
