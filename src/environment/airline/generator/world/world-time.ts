import { InvalidInputError } from '../../../../errors';
import { TODAY } from '../../policy/policy-clock';

/** Day of the frozen date in May 2024, from 1. */
export const TODAY_DAY = Number(TODAY.slice(8));

/** The frozen now as minutes after midnight of today: 15:00. */
export const NOW_MINUTE = 15 * 60;

/** The frozen now as minutes after midnight of the 1st of May 2024. */
export const NOW = (TODAY_DAY - 1) * 1440 + NOW_MINUTE;

/** Date of a day of May 2024, e.g. `2024-05-07`. */
export function dateOfDay(day: number): string {
  return `2024-05-${String(day).padStart(2, '0')}`;
}

/** Day of a date of May 2024, from 1. @throws InvalidInputError when the date is of another month */
export function dayOfDate(date: string): number {
  if (/^2024-05-[0-9]{2}$/.test(date)) return Number(date.slice(8));
  throw new InvalidInputError(`the date is ${date}; it must be in May 2024`);
}

/** Time of day, with `+1` behind it on the next day: `13:05:00`, `01:30:00+1`. @param minute after midnight, 0 to 2879 */
export function clockText(minute: number): string {
  const text = `${twoDigits(Math.floor(minute / 60) % 24)}:${twoDigits(minute % 60)}:00`;
  return minute < 1440 ? text : `${text}+1`;
}

/** Date and time. @param minute after midnight of the 1st of May 2024; may be negative */
export function stampText(minute: number, second = 0): string {
  return new Date(MAY_FIRST + minute * 60_000 + second * 1000).toISOString().slice(0, 19);
}

const MAY_FIRST = Date.UTC(2024, 4, 1);

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
