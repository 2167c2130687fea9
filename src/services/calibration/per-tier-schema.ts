import { z } from 'zod';
import { mapTiers, type PerTier } from '../../domain/classification/tier';

/** A stored record with one member for each tier. */
export function perTierSchema<Schema extends z.ZodType>(schema: Schema) {
  return z.strictObject(mapTiers(() => schema) satisfies PerTier<Schema>);
}
