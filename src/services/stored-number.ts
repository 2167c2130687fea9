import { z } from 'zod';

/** A stored number; null is "undefined", never 0. */
export const nullableNumber = z.number().nullable();
