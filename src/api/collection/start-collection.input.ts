import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { InvalidInputError } from '../../errors';
import { FAMILY_NAMES } from '../../environment/airline/generator/families/family-name';
import {
  COLLECTION_DEFAULTS as DEFAULTS,
  COLLECTION_LIMITS as MAXIMA,
  type CollectionChoice,
  TURN_PRESETS,
  type TurnPreset,
} from '../../services/collection/collection-settings';
import { BoundedList, BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { TurnPresetEnum } from '../players/player-enums';
import { omitNullish } from '../graph/omit-nullish';

@InputType('StartCollectionInput', {
  description: 'What to collect: tasks x trials of a policy with a simulated user.',
})
export class StartCollectionInput {
  @Field(() => ID, { description: 'The experiment that the rollouts belong to.' })
  experimentId!: string;

  @Field(() => ID, { description: 'The tasks: a set that was generated or imported from the benchmark.' })
  taskSetId!: string;

  @Field(() => ID, { description: 'The policy; not EXTERNAL.' })
  policyId!: string;

  @Field(() => ID, { description: 'Who plays the user; not EXTERNAL.' })
  userSimulatorId!: string;

  @Field(() => Int, {
    description: `Rollouts of each task, 1 to ${MAXIMA.trials}; at most ${MAXIMA.rollouts} rollouts in all.`,
  })
  trials!: number;

  @BoundedText({ nullable: true, max: LIMITS.nameLength, description: 'Only tasks of this split, e.g. `train`.' })
  split?: string | null;

  @BoundedList(() => String, {
    nullable: true,
    max: FAMILY_NAMES.length,
    description: 'Only tasks of these families.',
  })
  families?: string[] | null;

  @Field(() => Int, { nullable: true, description: `The first so many of those tasks; at most ${MAXIMA.tasks}.` })
  taskLimit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'SCORED rollouts from which a group (the rollouts of a task) counts as usable, 1 to `trials`; default half of them, at least 2.',
  })
  quorum?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Rollouts that a worker plays at a time in a shard, 1 to ${MAXIMA.concurrency}; default ${DEFAULTS.concurrency}.`,
  })
  concurrency?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Wall time of one rollout, 1 to ${MAXIMA.deadlineMs} milliseconds; then it is a TIMEOUT. Default ${DEFAULTS.deadlineMs}; with a HUMAN user \`replyTimeoutMs\` for each of \`maxTurns\` + 1 answers (a week at most), and never less than one \`replyTimeoutMs\`.`,
  })
  deadlineMs?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Turns of the agent, 1 to ${MAXIMA.maxTurns}; a rollout that needs more is truncated. Default ${DEFAULTS.maxTurns}.`,
  })
  maxTurns?: number | null;

  @Field(() => TurnPresetEnum, { nullable: true, description: 'The turn limit of a benchmark, instead of `maxTurns`.' })
  turnPreset?: TurnPreset | null;

  @Field(() => Float, {
    nullable: true,
    description: `An integer, 0 to 2^32 - 1, from which the seed of each rollout is derived; default ${DEFAULTS.seed}.`,
  })
  seed?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Times that a rollout which could not be scored is played again before it is recorded so, 0 to ${MAXIMA.retriesPerRollout}; default ${DEFAULTS.retriesPerRollout}.`,
  })
  retriesPerRollout?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its conversations can be watched while they run (`conversation`); default false.',
  })
  isWatchable?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: `Rollouts of a shard, which one worker at a time plays; at most ${MAXIMA.shards} shards. Default: so many that 16 shards share a collection, and at least 125 when policy and user are scripted.`,
  })
  rolloutsPerShard?: number | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** What the service takes. @throws InvalidInputError for both a turn limit and a preset */
export function collectionChoiceOf(input: StartCollectionInput): CollectionChoice {
  const { trials, split, families, taskLimit, quorum, concurrency, deadlineMs, seed, retriesPerRollout } = input;
  const { isWatchable, rolloutsPerShard, turnPreset } = input;
  if (turnPreset && input.maxTurns) throw new InvalidInputError('turnPreset: give either this or maxTurns, not both');
  const maxTurns = turnPreset ? TURN_PRESETS[turnPreset] : input.maxTurns;
  const plain = { split, families, taskLimit, quorum, concurrency, deadlineMs, maxTurns, seed, retriesPerRollout };
  return { trials, ...omitNullish({ ...plain, isWatchable, rolloutsPerShard }) };
}
