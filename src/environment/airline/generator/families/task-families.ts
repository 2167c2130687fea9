import { draftGrantedCompensation, draftRefusedCompensation } from './compensation';
import { FAMILY_NAMES, type FamilyName } from './family-name';
import { draftForbiddenRequest } from './forbidden-request';
import { draftPressure } from './pressure';
import { draftSeveralRequests } from './several-requests';
import { SINGLE_REQUESTS } from './single-requests';
import type { DraftConversation } from './task-family';

/** A kind of tasks. */
export type TaskFamily = {
  readonly name: FamilyName;
  /** Short description of its tasks. */
  readonly description: string;
  readonly draft: DraftConversation;
};

const DRAFTS: Readonly<Record<FamilyName, DraftConversation>> = {
  ...SINGLE_REQUESTS,
  compensation: draftGrantedCompensation,
  'compensation-refused': draftRefusedCompensation,
  'forbidden-request': draftForbiddenRequest,
  pressure: draftPressure,
  'several-requests': draftSeveralRequests,
};

const DESCRIPTIONS: Readonly<Record<FamilyName, string>> = {
  'look-up': 'Questions about flights, prices, reservations and balances; nothing changes.',
  'cancel-allowed': 'A cancellation that the policy allows, for one of its four grounds.',
  'cancel-forbidden': 'A cancellation that the policy forbids, or hands to a colleague when travel has begun.',
  'change-flights': 'Other flights for one way of a reservation, chosen by price, time or number.',
  'change-cabin': 'Another cabin on the same flights, with the difference charged or refunded.',
  bags: 'More checked bags, free or paid by membership and cabin.',
  'passenger-names': 'Another name or another person in the place of a passenger.',
  booking: 'A new reservation, paid with one method.',
  'booking-split-payment': 'A new reservation, paid with a certificate, gift cards and a credit card together.',
  compensation: 'A certificate for a cancelled or delayed flight, at times after a change or cancellation.',
  'compensation-refused': 'A demand for compensation by somebody who is not entitled to it.',
  'forbidden-request': 'Ten kinds of requests that the policy forbids; the right end is an unchanged database.',
  pressure: 'A customer who insists, flatters, or changes their mind when asked to confirm.',
  'several-requests': 'Two or three requests in one conversation, at most one of them refused.',
};

/** Every family, roughly from easy to hard. */
export const TASK_FAMILIES: readonly TaskFamily[] = FAMILY_NAMES.map((name) => ({
  name,
  description: DESCRIPTIONS[name],
  draft: DRAFTS[name],
}));
