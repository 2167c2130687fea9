/**
 * A text as Postgres takes it: a NUL and half of a surrogate pair become the sign for what cannot be shown.
 *
 * @param text of any origin; null stays null
 */
export function storableText<Text extends string | null>(text: Text): Text extends string ? string : string | null;
export function storableText(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '\uFFFD').toWellFormed();
}
