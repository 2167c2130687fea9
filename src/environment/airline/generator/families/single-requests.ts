import { draftAddedBags } from '../requests/draft-bag-change';
import { draftBooking } from '../requests/draft-booking';
import { draftCabinChange } from '../requests/draft-cabin-change';
import { draftCancellation } from '../requests/draft-cancellation';
import { draftFlightChange } from '../requests/draft-flight-change';
import { draftPassengerChange } from '../requests/draft-passenger-change';
import { draftQuestion } from '../requests/draft-question';
import { aboutNoTrip, aboutOneTrip, isAllowed, isForbidden, type DraftConversation } from './task-family';

/** Families whose conversations hold one plain request. */
export const SINGLE_REQUESTS = {
  'look-up': aboutNoTrip(draftQuestion, isAllowed),
  'cancel-allowed': aboutOneTrip(draftCancellation, isAllowed),
  'cancel-forbidden': aboutOneTrip(draftCancellation, isForbidden),
  'change-flights': aboutOneTrip(draftFlightChange, isAllowed),
  'change-cabin': aboutOneTrip(draftCabinChange, isAllowed),
  bags: aboutOneTrip(draftAddedBags, isAllowed),
  'passenger-names': aboutOneTrip(draftPassengerChange, isAllowed),
  booking: aboutNoTrip((scene) => draftBooking(scene), isAllowed),
  'booking-split-payment': aboutNoTrip((scene) => draftBooking(scene, { plan: 'SPLIT', party: 'FITTING' }), isAllowed),
} satisfies Readonly<Record<string, DraftConversation>>;
