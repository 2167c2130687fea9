import type { Tier } from '../../../domain/classification/tier';
import type { OutcomeClass } from '../../../domain/trajectory';
import { containsPattern } from '../../contains-pattern';

/** Both ends are inclusive; an absent end does not restrict. */
export type NumberRange = { readonly min?: number; readonly max?: number };

/** Filter on the rollouts of an experiment. Members are joined by AND; an absent member does not restrict. */
export type RolloutFilter = {
  readonly and?: readonly RolloutFilter[];
  readonly or?: readonly RolloutFilter[];
  readonly not?: RolloutFilter;
  readonly taskExternalId?: string;
  readonly policyName?: string;
  readonly trial?: number;
  readonly outcomeClass?: OutcomeClass;
  /** A rollout without a reward is outside every range. */
  readonly reward?: NumberRange;
  readonly turnCount?: NumberRange;
  /** At least one turn has this tier. */
  readonly tierPresent?: Tier;
  /** No turn has this tier. */
  readonly tierAbsent?: Tier;
  /** At least one call has exactly this tool name. */
  readonly toolCalled?: string;
  /** At least one message, user message, argument or result contains this text, ignoring case. */
  readonly textContains?: string;
};

/** Takes a value and returns its placeholder in the statement, never the value itself. */
export type Bind = (value: unknown) => string;

/**
 * Converts a filter to a condition on the table `rollout` (under that name). It is true or false, never null, so that
 * NOT of it means the others.
 */
export function rolloutCondition(filter: RolloutFilter, bind: Bind): string {
  const conditions = conditionsOf(filter, bind);
  return conditions.length === 0 ? 'TRUE' : `(${conditions.join(' AND ')})`;
}

/** Positional parameters for a statement that already has some; the values are appended to the list. */
export function bindTo(parameters: unknown[]): Bind {
  return (value) => `$${parameters.push(value)}`;
}

function conditionsOf(filter: RolloutFilter, bind: Bind): string[] {
  const { and, or, not, taskExternalId, policyName, trial, outcomeClass, reward, turnCount } = filter;
  const { tierPresent, tierAbsent, toolCalled, textContains } = filter;
  const conditions: string[] = [];
  for (const member of and ?? []) conditions.push(rolloutCondition(member, bind));
  if (or !== undefined) {
    const members = or.map((member) => rolloutCondition(member, bind));
    conditions.push(members.length === 0 ? 'FALSE' : `(${members.join(' OR ')})`);
  }
  if (not !== undefined) conditions.push(`NOT ${rolloutCondition(not, bind)}`);
  if (taskExternalId !== undefined) {
    conditions.push(`rollout.task_id IN (SELECT id FROM task WHERE external_id = ${bind(taskExternalId)})`);
  }
  if (policyName !== undefined) {
    conditions.push(`rollout.policy_id IN (SELECT id FROM policy WHERE name = ${bind(policyName)})`);
  }
  if (trial !== undefined) conditions.push(`rollout.trial = ${bind(trial)}`);
  if (outcomeClass !== undefined) conditions.push(`rollout.outcome_class = ${bind(outcomeClass)}`);
  if (reward !== undefined) {
    conditions.push('rollout.reward IS NOT NULL', ...rangeConditions('rollout.reward', reward, bind));
  }
  if (turnCount !== undefined) conditions.push(...rangeConditions('rollout.turn_count', turnCount, bind));
  if (tierPresent !== undefined) conditions.push(hasTier(bind(tierPresent)));
  if (tierAbsent !== undefined) conditions.push(`NOT ${hasTier(bind(tierAbsent))}`);
  if (toolCalled !== undefined) {
    conditions.push(
      `EXISTS (SELECT FROM tool_call WHERE tool_call.rollout_id = rollout.id AND tool_call.name = ${bind(toolCalled)})`,
    );
  }
  if (textContains !== undefined) conditions.push(saysText(bind(containsPattern(textContains))));
  return conditions;
}

function rangeConditions(column: string, { min, max }: NumberRange, bind: Bind): string[] {
  return [
    ...(min === undefined ? [] : [`${column} >= ${bind(min)}`]),
    ...(max === undefined ? [] : [`${column} <= ${bind(max)}`]),
  ];
}

function hasTier(tier: string): string {
  return `EXISTS (SELECT FROM turn WHERE turn.rollout_id = rollout.id AND turn.tier = ${tier})`;
}

/** One EXISTS over both tables: with two, Postgres would first search every text of the organization. */
function saysText(pattern: string): string {
  return (
    `(COALESCE(rollout.opening_message ILIKE ${pattern}, FALSE)` +
    ` OR EXISTS (SELECT FROM turn WHERE turn.rollout_id = rollout.id` +
    ` AND (turn.message ILIKE ${pattern} OR turn.user_message ILIKE ${pattern})` +
    ` UNION ALL SELECT FROM tool_call WHERE tool_call.rollout_id = rollout.id` +
    ` AND (tool_call.arguments ILIKE ${pattern} OR tool_call.result ILIKE ${pattern})))`
  );
}
