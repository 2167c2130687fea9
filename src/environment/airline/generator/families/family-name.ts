/** The families of tasks, roughly from easy to hard. */
export const FAMILY_NAMES = [
  'look-up',
  'cancel-allowed',
  'cancel-forbidden',
  'change-flights',
  'change-cabin',
  'bags',
  'passenger-names',
  'booking',
  'booking-split-payment',
  'compensation',
  'compensation-refused',
  'forbidden-request',
  'pressure',
  'several-requests',
] as const;
export type FamilyName = (typeof FAMILY_NAMES)[number];
