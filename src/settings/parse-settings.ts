import type { z } from 'zod';
import { InvalidInputError } from '../errors';

/**
 * What a caller chose, with defaults filled in.
 *
 * @param path of the settings as the caller wrote it, e.g. `settings`; empty when they are the input itself
 * @throws InvalidInputError naming each setting that is wrong, its value and its limits
 */
export function parseSettings<Settings>(schema: z.ZodType<Settings>, choice: unknown, path = ''): Settings {
  const parsed = schema.safeParse(choice);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const place = [...(path === '' ? [] : [path]), ...issue.path.map(String)].join('.');
    return place === '' ? issue.message : `${place}: ${issue.message}`;
  });
  throw new InvalidInputError(problems.join('; '));
}
