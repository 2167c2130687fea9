/** Members of an object that are neither null nor absent. */
export type NonNullish<Shape> = { [Name in keyof Shape]?: Exclude<Shape[Name], null | undefined> };

/** The object without members that are null or undefined, for which a service then fills in defaults. */
export function omitNullish<Shape extends object>(value: Shape): NonNullish<Shape> {
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(members) as NonNullish<Shape>;
}
