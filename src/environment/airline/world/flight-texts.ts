import type { ValueMap } from '../../values/value';

/**
 * Texts built from a flight and one of its dates, cached with the flight's entry: searches often show the same ones,
 * and entries never change.
 *
 * @param write makes the text
 */
export function rememberFlightTexts<T>(
  write: (flight: ValueMap, day: ValueMap) => T,
): (flight: ValueMap, day: ValueMap) => T {
  const known = new WeakMap<ValueMap, WeakMap<ValueMap, T>>();
  return (flight, day) => {
    const byDay = known.get(flight) ?? new WeakMap<ValueMap, T>();
    known.set(flight, byDay);
    const text = byDay.get(day) ?? write(flight, day);
    byDay.set(day, text);
    return text;
  };
}
