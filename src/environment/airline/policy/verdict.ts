/** Why the policy forbids a request. */
export const DENIAL_REASONS = [
  'NOT_OWNER',
  'TRAVEL_BEGUN',
  'NOT_REFUNDABLE',
  'CLAIM_NOT_CONFIRMED',
  'BASIC_ECONOMY_FIXED',
  'ROUTE_FIXED',
  'BAGS_ONLY_ADDED',
  'PASSENGER_COUNT_FIXED',
  'INSURANCE_ONLY_AT_BOOKING',
  'TOO_MANY_PASSENGERS',
  'TOO_MANY_METHODS',
  'NOT_ELIGIBLE',
  'DELAY_WITHOUT_CHANGE',
] as const;
export type DenialReason = (typeof DENIAL_REASONS)[number];

/** The policy's verdict on a request; `needsHuman` asks for a transfer to a colleague instead of a refusal. */
export type RequestVerdict =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly reason: DenialReason; readonly needsHuman: boolean };

/** The verdict on a request that the policy allows. */
export const ALLOWED: RequestVerdict = { isAllowed: true };

/** The verdict on a request that the policy forbids. Only travel that has begun calls for a transfer. */
export function denied(reason: DenialReason): RequestVerdict {
  return { isAllowed: false, reason, needsHuman: reason === 'TRAVEL_BEGUN' };
}
