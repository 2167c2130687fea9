import { z } from 'zod';
import { numbers, whole } from '../../domain/settings/setting';
import { defaultsOf } from '../../domain/settings/settings-of';
import { InvalidInputError } from '../../errors';
import { settingShape } from '../../settings/settings-schema';

const MAX_WIDTH = 4096;
const MAX_LAYERS = 8;

/** Settings of an MLP. The default has about 115,000 parameters. */
export const MLP_SETTINGS = {
  hidden: numbers(
    'MLP: widths of the hidden layers, starting with the one next to the features',
    whole('Width', { min: 1, max: MAX_WIDTH }),
    { minEntries: 1, maxEntries: MAX_LAYERS, default: [192, 80] },
  ),
} as const;

/** Settings of a transformer. The default has about 116,000 parameters. */
export const TRANSFORMER_SETTINGS = {
  width: whole('TRANSFORMER: embedding width of a candidate; a multiple of `heads`', {
    min: 1,
    max: MAX_WIDTH,
    default: 80,
  }),
  heads: whole('TRANSFORMER: number of attention heads', { min: 1, max: 64, default: 4 }),
  layers: whole('TRANSFORMER: number of layers', { min: 1, max: MAX_LAYERS, default: 2 }),
  feedForward: whole('TRANSFORMER: width of the hidden layer after each attention', {
    min: 1,
    max: MAX_WIDTH,
    default: 112,
  }),
} as const;

const mlp = z.strictObject({ kind: z.literal('MLP'), ...settingShape(MLP_SETTINGS) });

const transformer = z.strictObject({ kind: z.literal('TRANSFORMER'), ...settingShape(TRANSFORMER_SETTINGS) });

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

export const DEFAULT_ARCHITECTURE: Architecture = { kind: 'MLP', ...defaultsOf(MLP_SETTINGS) };

export const SMALL_TRANSFORMER: Architecture = { kind: 'TRANSFORMER', ...defaultsOf(TRANSFORMER_SETTINGS) };

/** @throws InvalidInputError naming what is wrong */
export function parseArchitecture(value: unknown): Architecture {
  const parsed = architecture.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(`architecture: ${z.prettifyError(parsed.error)}`);
}
