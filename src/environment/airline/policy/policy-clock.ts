import { FROZEN_NOW } from '../bookings';

/** The day that is today for every rule, e.g. `2024-05-15`. */
export const TODAY = FROZEN_NOW.slice(0, 10);

const HOUR_MS = 3_600_000;

/** Hours between the making of a reservation and the frozen now. @returns NaN for a text that is not a time */
export function hoursSince(createdAt: string): number {
  return (Date.parse(`${FROZEN_NOW}Z`) - Date.parse(`${createdAt}Z`)) / HOUR_MS;
}
