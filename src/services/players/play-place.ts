import type { AirlineVersion } from '../../environment/airline/world/world';
import type { FileStore } from '../../files/file-store';
import type { EndpointContext } from './create-endpoint';
import type { LoadedTask } from '../tasks/load-task-set';
import type { UnitOfWork } from '../jobs/unit-of-work';

/** Where players are opened: what they may reach, and what will be played. A job's context has most of it. */
export type PlayPlace = EndpointContext & {
  readonly files: FileStore;
  readonly experimentId: string;
  /** Null for conversations that belong to no collection. */
  readonly collectionId: string | null;
  readonly version: AirlineVersion;
  /** The tasks that will be played, and no others. */
  readonly tasks: readonly LoadedTask[];
  /** The unit in which a person is asked: a worker gives one in which its claim is held. */
  readonly askInUnit: UnitOfWork;
};

/** What was opened, to be closed when the last conversation is over. */
export type Opened<Player> = { readonly player: Player; readonly close: () => Promise<void> };

/** A player that holds nothing. */
export function openedAlone<Player>(player: Player): Opened<Player> {
  return { player, close: () => Promise.resolve() };
}
