import { z } from 'zod';
import { InvalidInputError } from '../../errors';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

const text = z.string().min(1).max(200);

/** How a checkpoint was made; null if unknown. Members not listed here are stored unchanged. */
const checkpointMetadataSchema = z.looseObject({
  /** Version of the features for which the model was trained; the model is useless with any other version. */
  featureVersion: text,
  taskSetHash: text.nullable(),
  rewardSchemeId: text.nullable(),
  estimator: text.nullable(),
  /** Decimal digits, because the seed can exceed the precision of a double. */
  seed: text.nullable(),
});

export type CheckpointMetadata = z.infer<typeof checkpointMetadataSchema>;

export const checkpointMetadataFormat = new StoredFormat<CheckpointMetadata>({
  place: 'checkpoint.metadata_json',
  schema: checkpointMetadataSchema,
  toText: canonicalJson,
});

/** Max length of the metadata as JSON text, in characters. */
const LONGEST = 100_000;

/** @throws InvalidInputError naming each invalid member, or if the metadata exceed 100,000 characters */
export function parseCheckpointMetadata(metadata: unknown): CheckpointMetadata {
  const parsed = checkpointMetadataSchema.safeParse(metadata);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'metadata'}: ${issue.message}`);
    throw new InvalidInputError(`checkpoint metadata: ${problems.join('; ')}`);
  }
  const { length } = JSON.stringify(parsed.data);
  if (length > LONGEST)
    throw new InvalidInputError(`checkpoint metadata: has ${length} characters; at most ${LONGEST}`);
  return parsed.data;
}
