import { z } from 'zod';
import { InvalidInputError } from '../../errors';
import { StoredFormat } from '../../stored-format';
import { canonicalJson } from '../../canonical-json';

const text = z.string().min(1).max(200);

/** What a checkpoint was made with; null where it is not known. Members that are not named here are kept as they are. */
const checkpointMetadataSchema = z.looseObject({
  /** Version of the features that the model was made for: the model means nothing to another. */
  featureVersion: text,
  taskSetHash: text.nullable(),
  rewardSchemeId: text.nullable(),
  estimator: text.nullable(),
  /** Decimal digits: it may be larger than a double holds. */
  seed: text.nullable(),
});

export type CheckpointMetadata = z.infer<typeof checkpointMetadataSchema>;

export const checkpointMetadataFormat = new StoredFormat<CheckpointMetadata>({
  place: 'checkpoint.metadata_json',
  schema: checkpointMetadataSchema,
  toText: canonicalJson,
});

/** Longest metadata as JSON text, characters. */
const LONGEST = 100_000;

/** @throws InvalidInputError naming each member that is wrong, and for metadata of more than 100,000 characters */
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
