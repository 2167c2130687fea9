import type { Random } from '../../../../domain/random';
import type { Reservation } from '../../policy/reservation-view';
import { pick } from '../draws';
import type { Manner } from '../facts/user-facts';
import type { RequestDraft } from '../requests/request-draft';
import { openScene, type Scene, type TaskPool } from '../scene';

/** Draft of one conversation of a family: its customer and their requests, in order. */
export type FamilyConversation = {
  readonly scene: Scene;
  readonly drafts: readonly RequestDraft[];
  readonly manner: Manner;
};

/**
 * Draws one conversation of a family; null when the draw failed. Failed draws are common and cheap: most rules are
 * enforced by drawing again.
 */
export type DraftConversation = (pool: TaskPool, random: Random) => FamilyConversation | null;

/** A conversation on one reservation of a random customer of the pool, with one request. */
export function aboutOneTrip(
  draft: (scene: Scene, trip: Reservation) => RequestDraft | null,
  isFitting: (draft: RequestDraft, trip: Reservation) => boolean,
): DraftConversation {
  return (pool, random) => {
    if (pool.reservations.length === 0) return null;
    const trip = pick(random, pool.reservations);
    const scene = openScene(pool, pool.users.get(trip.userId)!, random);
    const drafted = draft(scene, trip);
    if (drafted === null || !isFitting(drafted, trip)) return null;
    return { scene, drafts: [drafted], manner: { kind: 'PLAIN' } };
  };
}

/** A conversation of a random customer of the pool, with one request that is about none of their reservations in particular. */
export function aboutNoTrip(
  draft: (scene: Scene) => RequestDraft | null,
  isFitting: (draft: RequestDraft) => boolean,
): DraftConversation {
  return (pool, random) => {
    const scene = openScene(pool, pick(random, [...pool.users.values()]), random);
    const drafted = draft(scene);
    if (drafted === null || !isFitting(drafted)) return null;
    return { scene, drafts: [drafted], manner: { kind: 'PLAIN' } };
  };
}

/** Max number of draws, so that a rare kind of conversation is not made rarer by giving up after one failed draw. */
const MAX_DRAWS = 40;

/** Repeats a draw while it fails. */
export function drawAgain(draft: DraftConversation): DraftConversation {
  return (pool, random) => {
    for (let draws = 0; draws < MAX_DRAWS; draws += 1) {
      const conversation = draft(pool, random);
      if (conversation !== null) return conversation;
    }
    return null;
  };
}

/** Whether the policy allows the request. */
export function isAllowed({ step }: RequestDraft): boolean {
  return step.verdict.isAllowed;
}

/** Whether the policy forbids the request. */
export function isForbidden(draft: RequestDraft): boolean {
  return !isAllowed(draft);
}
