import type { RecordedRollout } from '../../domain/trajectory';
import { findTextProblem, type TextRule, TEXTS } from '../../stored-text';
import type { IngestRow } from './ingest-row';

export type RolloutProblem = { readonly field: string; readonly message: string };

/** Limits of one rollout. A row that exceeds one is rejected, and the message names the limit. */
export const ROLLOUT_LIMITS = {
  turns: 10_000,
  callsPerTurn: 1_000,
  goldenActions: 1_000,
  expectedOutputs: 1_000,
  /** A 32-bit integer: trials and tokens. */
  integer: 2_147_483_647,
} as const;

/** The first reason why a rollout cannot be stored, naming field, value and limit; null if there is none. */
export function findRolloutProblem(row: IngestRow): RolloutProblem | null {
  const { rollout } = row;
  return (
    findOutcomeProblem(rollout) ??
    integerProblem('trial', rollout.trial) ??
    nameProblem('policyName', row.policyName) ??
    nameProblem('simulatorName', row.simulatorName) ??
    nameProblem('simulatorVersion', row.simulatorVersion) ??
    nameProblem('clientId', row.clientId) ??
    wordProblem('seed', rollout.seed) ??
    wordProblem('endReason', rollout.endReason) ??
    textProblem('openingMessage', rollout.openingMessage) ??
    findTaskProblem(rollout) ??
    findTurnProblem(rollout) ??
    findSumProblem(rollout)
  );
}

function findOutcomeProblem({ outcomeClass, reward }: RecordedRollout): RolloutProblem | null {
  if (outcomeClass === 'SCORED' && reward === null) {
    return { field: 'reward', message: 'reward is missing; a SCORED rollout must have one' };
  }
  if (outcomeClass !== 'SCORED' && reward !== null) {
    return {
      field: 'reward',
      message: `reward is ${reward}, but only SCORED rollouts have one; this is ${outcomeClass}`,
    };
  }
  if (reward !== null && !Number.isFinite(reward)) {
    return { field: 'reward', message: `reward is ${reward}; it must be a finite number` };
  }
  return null;
}

function findTaskProblem({ task }: RecordedRollout): RolloutProblem | null {
  return (
    nameProblem('task.externalId', task.externalId) ??
    textProblem('task.instruction', task.instruction) ??
    countProblem('task.goldenActions', task.goldenActions, ROLLOUT_LIMITS.goldenActions) ??
    countProblem('task.expectedOutputs', task.expectedOutputs, ROLLOUT_LIMITS.expectedOutputs) ??
    firstProblem(
      task.goldenActions,
      (action, i) =>
        wordProblem(`task.goldenActions[${i}].name`, action.name) ??
        textProblem(`task.goldenActions[${i}].arguments`, action.arguments),
    ) ??
    firstProblem(task.expectedOutputs, (output, i) => textProblem(`task.expectedOutputs[${i}]`, output))
  );
}

function findTurnProblem({ turns }: RecordedRollout): RolloutProblem | null {
  const tooMany = countProblem('turns', turns, ROLLOUT_LIMITS.turns);
  if (tooMany !== null) return tooMany;
  return firstProblem(turns, (turn, i) => {
    const at = `turns[${i}]`;
    return (
      countProblem(`${at}.toolCalls`, turn.toolCalls, ROLLOUT_LIMITS.callsPerTurn) ??
      textProblem(`${at}.message`, turn.message) ??
      textProblem(`${at}.userMessage`, turn.userMessage) ??
      integerProblem(`${at}.inputTokens`, turn.inputTokens) ??
      integerProblem(`${at}.outputTokens`, turn.outputTokens) ??
      latencyProblem(`${at}.latencyMs`, turn.latencyMs) ??
      firstProblem(
        turn.toolCalls,
        (call, j) =>
          textProblem(`${at}.toolCalls[${j}].name`, call.name, TEXTS.toolName) ??
          textProblem(`${at}.toolCalls[${j}].arguments`, call.arguments) ??
          textProblem(`${at}.toolCalls[${j}].result`, call.result),
      )
    );
  });
}

/** Each turn can fit its column while the sum, which is stored with the rollout, does not. */
function findSumProblem({ turns }: RecordedRollout): RolloutProblem | null {
  const sum = (values: readonly (number | null)[]): number => values.reduce<number>((s, value) => s + (value ?? 0), 0);
  return (
    integerProblem('sum of inputTokens', sum(turns.map((turn) => turn.inputTokens))) ??
    integerProblem('sum of outputTokens', sum(turns.map((turn) => turn.outputTokens))) ??
    latencyProblem('sum of latencyMs', sum(turns.map((turn) => turn.latencyMs)))
  );
}

function firstProblem<Item>(
  items: readonly Item[],
  problemOf: (item: Item, index: number) => RolloutProblem | null,
): RolloutProblem | null {
  for (let i = 0; i < items.length; i++) {
    const problem = problemOf(items[i]!, i);
    if (problem !== null) return problem;
  }
  return null;
}

function countProblem(field: string, items: readonly unknown[], limit: number): RolloutProblem | null {
  if (items.length <= limit) return null;
  return { field, message: `${field} has ${items.length} entries; at most ${limit} are allowed` };
}

function nameProblem(field: string, value: string | null): RolloutProblem | null {
  return textProblem(field, value, TEXTS.recordedName);
}

function wordProblem(field: string, value: string | null): RolloutProblem | null {
  return textProblem(field, value, TEXTS.recordedWord);
}

function textProblem(field: string, value: string | null, rule: TextRule = TEXTS.content): RolloutProblem | null {
  const problem = value === null ? null : findTextProblem(value, rule);
  return problem === null ? null : { field, message: `${field} ${problem.message}` };
}

function integerProblem(field: string, value: number | null): RolloutProblem | null {
  if (value === null || (Number.isInteger(value) && value >= 0 && value <= ROLLOUT_LIMITS.integer)) return null;
  return { field, message: `${field} is ${value}; it must be an integer from 0 to ${ROLLOUT_LIMITS.integer}` };
}

function latencyProblem(field: string, value: number | null): RolloutProblem | null {
  if (value === null || (Number.isFinite(value) && value >= 0)) return null;
  return { field, message: `${field} is ${value}; it must be a finite number of milliseconds, at least 0` };
}
