import { promisify } from 'node:util';
import { constants, deflateRaw, inflateRaw } from 'node:zlib';
import { InvalidInputError, LimitExceededError } from '../errors';
import { type Decision, FEATURE_COUNT, STATE_FEATURE_COUNT } from '../policy/candidates/decision';
import type { ChosenDecision, CollectedGroup } from './collected-rollout';
import { ByteReader } from './groups-file/byte-reader';
import { ByteWriter } from './groups-file/byte-writer';
import { FeatureRowReader, FeatureRowWriter } from './groups-file/feature-rows';
import { parseRolloutText, type RolloutText } from './groups-file/rollout-text';

/** Changes with the format. */
const MAGIC = Buffer.from('TWG1');
const NAME = 'the file of collected groups';

/** Max size in bytes before compression. */
const MAX_BODY_BYTES = 512 * 2 ** 20;
/** Max size in bytes of all features once decoded. */
const MAX_FEATURE_BYTES = 2 ** 31;
const MAX_COUNT = 2 ** 31 - 1;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/**
 * Encodes collected groups as a file, so that one worker can play what another learns from. Features are stored
 * sparsely and exactly; numbers of decisions as 64-bit floats; rollouts as JSON text, which preserves every number
 * except negative zero.
 *
 * @param groups any groups, including empty ones; every number of a rollout must be finite
 * @returns about 3 % of the size of the groups in memory
 * @throws LimitExceededError when a reader would reject the size: collect fewer rollouts at once
 */
export async function encodeGroups(groups: readonly CollectedGroup[]): Promise<Uint8Array> {
  const rollouts = groups.flat();
  checkFeatureBytes(rollouts.flatMap(({ decisions }) => decisions.map(({ decision }) => decision.candidateCount)));
  const stateKeys = new Ranks<string>();
  const numbers = new ByteWriter();
  const rows = new FeatureRowWriter();
  for (const { decisions } of rollouts) {
    numbers.writeCount(decisions.length);
    for (const chosen of decisions) {
      writeDecision(numbers, chosen, stateKeys.of(chosen.stateKey));
      rows.write(chosen.decision.features, FEATURE_COUNT);
      rows.write(chosen.decision.stateFeatures, STATE_FEATURE_COUNT);
    }
  }
  const body = new ByteWriter();
  body.writeBlock(Buffer.from(JSON.stringify(toText(groups, stateKeys.list))));
  body.writeBlock(numbers.written());
  rows.finish(body);
  if (body.length > MAX_BODY_BYTES) {
    throw new LimitExceededError(`${NAME} would have ${body.length} bytes unpacked; the limit is ${MAX_BODY_BYTES}`);
  }
  return Buffer.concat([MAGIC, await deflate(body.written(), { level: constants.Z_BEST_SPEED })]);
}

/**
 * Decodes the groups given to `encodeGroups`.
 *
 * @throws InvalidInputError describing the damage when the bytes are not intact
 * @throws LimitExceededError when they would take too much memory
 */
export async function decodeGroups(bytes: Uint8Array): Promise<CollectedGroup[]> {
  if (!MAGIC.equals(bytes.subarray(0, MAGIC.length))) throw damaged('it does not begin as such a file does');
  const body = new ByteReader(await unpack(bytes.subarray(MAGIC.length)), NAME);
  const text = readText(body.readBlock());
  const numbers = new ByteReader(body.readBlock(), NAME);
  const [values, places, ranks] = [body.readBlock(), body.readBlock(), body.readBlock()];
  const rows = new FeatureRowReader({
    values: new ByteReader(values, NAME),
    valueBytes: values.byteLength,
    places: new ByteReader(places, NAME),
    ranks: new ByteReader(ranks, NAME),
  });
  body.expectEnd();
  const counts = text.groups.flat().map(() => readDecisions(numbers, text.stateKeys));
  numbers.expectEnd();
  const candidateCounts = counts.flat().map(({ candidateCount }) => candidateCount);
  checkFeatureBytes(candidateCounts);
  // A row takes at least a byte: checked before allocating memory for rows that do not exist.
  const rowCount = candidateCounts.reduce((sum, count) => sum + count + 1, 0);
  if (rowCount > places.byteLength) throw damaged(`it has ${rowCount} rows in ${places.byteLength} bytes`);
  const decisions = counts.map((all) => all.map((each) => withFeatures(each, rows)));
  rows.expectEnd();
  let rank = 0;
  return text.groups.map((group) =>
    group.map(({ task, rollout }) => ({
      rollout: { task: elementOf(text.tasks, task), ...rollout },
      decisions: decisions[rank++]!,
    })),
  );
}

/** Distinct items in order of first appearance. */
class Ranks<Item> {
  readonly list: Item[] = [];
  private readonly rankOf = new Map<Item, number>();

  of(item: Item): number {
    const known = this.rankOf.get(item);
    if (known !== undefined) return known;
    this.rankOf.set(item, this.list.length);
    return this.list.push(item) - 1;
  }
}

function toText(groups: readonly CollectedGroup[], stateKeys: readonly string[]): RolloutText {
  const tasks = new Ranks<CollectedGroup[number]['rollout']['task']>();
  const texts = groups.map((group) =>
    group.map(({ rollout: { task, ...rollout } }) => ({ task: tasks.of(task), rollout })),
  );
  return { tasks: tasks.list, stateKeys, groups: texts };
}

function writeDecision(numbers: ByteWriter, chosen: ChosenDecision, stateKey: number): void {
  numbers.writeCount(chosen.decision.candidateCount);
  numbers.writeCount(chosen.chosen);
  numbers.writeCount(stateKey);
  numbers.writeDouble(chosen.logProbability);
  numbers.writeDouble(chosen.squaredProbabilitySum);
}

type DecisionNumbers = Omit<ChosenDecision, 'decision'> & Pick<Decision, 'candidateCount'>;

function readDecisions(numbers: ByteReader, stateKeys: readonly string[]): DecisionNumbers[] {
  // A decision takes at least 19 bytes, so a wrong count soon reaches the end of the bytes.
  return Array.from({ length: numbers.readCount(MAX_COUNT) }, () => {
    const candidateCount = numbers.readCount(MAX_COUNT);
    if (candidateCount === 0) throw damaged('a decision has no candidates');
    return {
      candidateCount,
      chosen: numbers.readCount(candidateCount - 1),
      stateKey: elementOf(stateKeys, numbers.readCount(MAX_COUNT)),
      logProbability: numbers.readDouble(),
      squaredProbabilitySum: numbers.readDouble(),
    };
  });
}

function withFeatures({ candidateCount, ...rest }: DecisionNumbers, rows: FeatureRowReader): ChosenDecision {
  const features = rows.read(candidateCount, FEATURE_COUNT);
  return { ...rest, decision: { candidateCount, features, stateFeatures: rows.read(1, STATE_FEATURE_COUNT) } };
}

function checkFeatureBytes(candidateCounts: readonly number[]): void {
  const bytes = candidateCounts.reduce((sum, count) => sum + 4 * (count * FEATURE_COUNT + STATE_FEATURE_COUNT), 0);
  if (bytes <= MAX_FEATURE_BYTES) return;
  throw new LimitExceededError(`${NAME} holds ${bytes} bytes of features; the limit is ${MAX_FEATURE_BYTES}`);
}

async function unpack(packed: Uint8Array): Promise<Uint8Array> {
  try {
    return await inflate(packed, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error), error);
  }
}

function readText(block: Uint8Array): RolloutText {
  try {
    return parseRolloutText(Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString());
  } catch (error) {
    throw damaged('its text is not that of rollouts', error);
  }
}

function elementOf<Item>(items: readonly Item[], rank: number): Item {
  const found = items[rank];
  if (found === undefined) throw damaged(`it refers to number ${rank} of ${items.length}`);
  return found;
}

function damaged(problem: string, cause?: unknown): InvalidInputError {
  return new InvalidInputError(`${NAME} is damaged: ${problem}`, { cause });
}
