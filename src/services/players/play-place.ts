import type { AirlineVersion } from '../../environment/airline/world/world';
import type { FileStore } from '../../files/file-store';
import type { EndpointContext } from './create-endpoint';
import type { LoadedTask } from '../tasks/load-task-set';
import type { UnitOfWork } from '../jobs/unit-of-work';

/**
 * What players need when they are opened: the services that they use and the tasks to be played. Most of it comes from
 * a job's context.
 */
export type PlayPlace = EndpointContext & {
  readonly files: FileStore;
  readonly experimentId: string;
  /** Null for conversations without a collection. */
  readonly collectionId: string | null;
  readonly version: AirlineVersion;
  /** Exactly the tasks that will be played. */
  readonly tasks: readonly LoadedTask[];
  /** Runs the unit of work that asks a person; a worker passes one that checks its claim. */
  readonly askInUnit: UnitOfWork;
};

/** An opened player; close it when the last conversation is over. */
export type Opened<Player> = { readonly player: Player; readonly close: () => Promise<void> };

/** A player that holds no resources. */
export function openedAlone<Player>(player: Player): Opened<Player> {
  return { player, close: () => Promise.resolve() };
}
