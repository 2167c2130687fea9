import { createHash } from 'node:crypto';
import { InvalidInputError } from '../../errors';
import type { Rollout } from '../../model/rollouts/rollout.model';
import type { RolloutFilter } from '../../persistence/stores/rollouts/rollout-filter';
import { positionOf, type RolloutOrder, type RolloutPosition } from '../../persistence/stores/rollouts/rollout-page';
import { canonicalJson } from '../../canonical-json';
import { cursorParts, cursorText, isCursorId } from '../graph/cursor';

/** A list of rollouts: a cursor of another one would skip or repeat rows. */
export type RolloutList = {
  readonly experimentId: string;
  readonly filter: RolloutFilter;
  readonly order: RolloutOrder;
};

const LIST = 'rollouts';

/** Opaque text for the place of a rollout in a list. It names the order, and the list by its hash. */
export function encodeRolloutCursor(list: RolloutList, rollout: Rollout): string {
  const { key, id } = positionOf(rollout, list.order);
  return cursorText([LIST, orderText(list.order), fingerprint(list), key, id]);
}

/** @throws InvalidInputError for a text that is no cursor, or the cursor of another order, filter or experiment */
export function decodeRolloutCursor(list: RolloutList, cursor: string): RolloutPosition {
  const [from, order, hash, key, id] = cursorParts(cursor);
  if (from !== LIST || !isCursorId(id)) {
    throw new InvalidInputError('after: is not a cursor of rollouts; use `endCursor` of the page before');
  }
  if (order !== orderText(list.order)) {
    throw new InvalidInputError(`after: is a cursor of another order than ${orderText(list.order)}`);
  }
  if (hash !== fingerprint(list)) {
    throw new InvalidInputError('after: is a cursor of rollouts of another experiment or filter');
  }
  if (!isKeyOf(list.order, key)) throw new InvalidInputError('after: is not a cursor that this server gave');
  return { key, id };
}

function isKeyOf({ field }: RolloutOrder, key: unknown): key is number | null {
  if (key === null) return field === 'REWARD';
  if (typeof key !== 'number') return false;
  if (field === 'CREATED_AT') return !Number.isNaN(new Date(key).getTime());
  return field === 'REWARD' || (Number.isInteger(key) && Math.abs(key) < 2 ** 31);
}

function orderText({ field, direction }: RolloutOrder): string {
  return `${field} ${direction}`;
}

function fingerprint({ experimentId, filter }: RolloutList): string {
  const text = canonicalJson({ experimentId, filter });
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
