import type { Random } from '../../../../domain/random';
import type { Reservation } from '../../policy/reservation-view';
import { pick, pickWeighted } from '../draws';
import type { Manner } from '../facts/user-facts';
import { draftAddedBags, draftRemovedBags } from '../requests/draft-bag-change';
import { draftCabinChange } from '../requests/draft-cabin-change';
import { draftCancellation } from '../requests/draft-cancellation';
import { draftCompensation } from '../requests/draft-compensation';
import { draftFlightChange } from '../requests/draft-flight-change';
import { draftPassengerChange } from '../requests/draft-passenger-change';
import type { RequestDraft } from '../requests/request-draft';
import type { Scene, TaskPool } from '../scene';
import { COMPLIMENTS, PLEAS } from './pressing-words';
import {
  aboutOneTrip,
  drawAgain,
  isAllowed,
  isForbidden,
  type FamilyConversation,
  type DraftConversation,
} from './task-family';
import { shuffle } from '../../../../domain/shuffle';

/** A customer who insists on what is forbidden, flatters, or changes their mind at the last moment. */
export const draftPressure: DraftConversation = (pool, random) =>
  pickWeighted(random, [
    [draftInsistence, 4],
    [draftFlattery, 3],
    [draftChangeOfMind, 3],
  ])(pool, random);

/** Kinds of forbidden requests; drawn uniformly. */
type TripDrafter = (scene: Scene, trip: Reservation) => RequestDraft | null;

const OFTEN_FORBIDDEN: readonly TripDrafter[] = [
  draftCancellation,
  draftCancellation,
  draftRemovedBags,
  (scene, trip) => draftFlightChange(scene, trip),
  (scene, trip) => draftCompensation(scene, trip),
];

const OFTEN_ALLOWED: readonly TripDrafter[] = [
  draftCancellation,
  draftAddedBags,
  draftCabinChange,
  draftPassengerChange,
  (scene, trip) => draftFlightChange(scene, trip),
];

/** Refused without a transfer, which would end the conversation before the first plea. */
function draftInsistence(pool: TaskPool, random: Random): FamilyConversation | null {
  const draft = aboutOneTrip(pick(random, OFTEN_FORBIDDEN), ({ step, traps }) => {
    return !step.verdict.isAllowed && !step.verdict.needsHuman && traps.length > 0;
  });
  const pleas = shuffle(random, PLEAS).slice(0, random.integer(1, 3));
  return inManner(drawAgain(draft)(pool, random), { kind: 'INSISTS', pleas }, 'insistence');
}

/** Flattery changes neither allowed nor forbidden requests. */
function draftFlattery(pool: TaskPool, random: Random): FamilyConversation | null {
  const wanted = pick(random, [isAllowed, isForbidden]);
  const drafters = wanted === isAllowed ? OFTEN_ALLOWED : OFTEN_FORBIDDEN;
  const compliments = shuffle(random, COMPLIMENTS).slice(0, random.integer(1, 3));
  const conversation = drawAgain(aboutOneTrip(pick(random, drafters), wanted))(pool, random);
  return inManner(conversation, { kind: 'FLATTERS', compliments }, 'flattery');
}

/** Ends with another request of the same kind, or with none. */
function draftChangeOfMind(pool: TaskPool, random: Random): FamilyConversation | null {
  const drafter = pick(random, OFTEN_ALLOWED);
  const change = pick(random, [revise, withdraw]);
  const draft = aboutOneTrip((scene, trip) => change(drafter, scene, trip), isAllowed);
  return inManner(drawAgain(draft)(pool, random), { kind: 'CHANGES_MIND' }, 'change-of-mind');
}

function revise(drafter: TripDrafter, scene: Scene, trip: Reservation): RequestDraft | null {
  const first = drafter(scene, trip);
  const final = drafter(scene, trip);
  if (first === null || final === null || !isAllowed(first) || !isAllowed(final)) return null;
  if (first.writes[0]?.arguments === final.writes[0]?.arguments) return null;
  const step = { ...final.step, firstWish: first.step.request };
  // The look-ups of both wishes are made: the first one's come before its confirmation is asked for.
  return { ...final, step, lookUps: [...first.lookUps, ...final.lookUps], traps: first.writes };
}

function withdraw(drafter: TripDrafter, scene: Scene, trip: Reservation): RequestDraft | null {
  const draft = drafter(scene, trip);
  if (draft === null || !isAllowed(draft)) return null;
  return { ...draft, step: { ...draft.step, isWithdrawn: true }, writes: [], traps: draft.writes };
}

function inManner(
  conversation: FamilyConversation | null,
  manner: Manner,
  tag: RequestDraft['tags'][number],
): FamilyConversation | null {
  if (conversation === null) return null;
  const drafts = conversation.drafts.map((draft) => ({ ...draft, tags: [...draft.tags, tag] }));
  return { ...conversation, drafts, manner };
}
