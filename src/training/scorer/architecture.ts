import { z } from 'zod';
import { InvalidInputError } from '../../errors';

const width = z.int().min(1).max(4096);

const mlp = z.strictObject({
  kind: z.literal('MLP'),
  /** Widths of the hidden layers, the first one next to the features. */
  hidden: z.array(width).min(1).max(8),
});

const transformer = z.strictObject({
  kind: z.literal('TRANSFORMER'),
  /** Numbers that stand for a candidate between layers; a multiple of `heads`. */
  width,
  heads: z.int().min(1).max(64),
  layers: z.int().min(1).max(8),
  /** Width of the hidden layer that follows each attention. */
  feedForward: width,
});

const architecture = z
  .discriminatedUnion('kind', [mlp, transformer])
  .refine((settings) => settings.kind === 'MLP' || settings.width % settings.heads === 0, {
    error: 'the width of a transformer must be a multiple of its heads',
  });

/**
 * What scores candidates. MLP: each candidate by itself, layers with ReLU between them. TRANSFORMER: candidates of a
 * decision attend to one another before each is scored, so that what else could be done counts.
 */
export type Architecture = z.infer<typeof architecture>;

/** About 115,000 parameters. */
export const DEFAULT_ARCHITECTURE: Architecture = { kind: 'MLP', hidden: [192, 80] };

/** About 116,000 parameters. */
export const SMALL_TRANSFORMER: Architecture = {
  kind: 'TRANSFORMER',
  width: 80,
  heads: 4,
  layers: 2,
  feedForward: 112,
};

/** @throws InvalidInputError naming what is wrong */
export function parseArchitecture(value: unknown): Architecture {
  const parsed = architecture.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(`architecture: ${z.prettifyError(parsed.error)}`);
}
