/** A LIKE pattern of the texts that have exactly this text in them. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
