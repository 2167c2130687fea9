import { classifyRollout } from '../../../src/domain/classification/classify-rollout';
import type { RecordedRollout } from '../../../src/domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../../src/environment/airline/tool-kinds';
import type { RolloutFilter, NumberRange } from '../../../src/persistence/stores/rollouts/rollout-filter';

/** A rollout as a filter sees it. */
export type FilteredRollout = { readonly policyName: string; readonly rollout: RecordedRollout };

/** What a filter means, in plain words: the measure for the statements that the stores build. */
export function matchesFilter(filter: RolloutFilter, { policyName, rollout }: FilteredRollout): boolean {
  const { and, or, not, reward, turnCount, tierPresent, tierAbsent, toolCalled, textContains } = filter;
  const tiers = classifyRollout(rollout.task.goldenActions, rollout.turns, AIRLINE_TOOL_KINDS).map((turn) => turn.tier);
  const calls = rollout.turns.flatMap((turn) => turn.toolCalls);
  const texts = [
    rollout.openingMessage,
    ...rollout.turns.flatMap((turn) => [turn.message, turn.userMessage]),
    ...calls.flatMap((call) => [call.arguments, call.result]),
  ];
  const holds = (member: RolloutFilter): boolean => matchesFilter(member, { policyName, rollout });
  const checks: boolean[] = [
    and === undefined || and.every(holds),
    or === undefined || or.some(holds),
    not === undefined || !holds(not),
    filter.taskExternalId === undefined || filter.taskExternalId === rollout.task.externalId,
    filter.policyName === undefined || filter.policyName === policyName,
    filter.trial === undefined || filter.trial === rollout.trial,
    filter.outcomeClass === undefined || filter.outcomeClass === rollout.outcomeClass,
    reward === undefined || (rollout.reward !== null && isWithin(reward, rollout.reward)),
    turnCount === undefined || isWithin(turnCount, rollout.turns.length),
    tierPresent === undefined || tiers.includes(tierPresent),
    tierAbsent === undefined || !tiers.includes(tierAbsent),
    toolCalled === undefined || calls.some((call) => call.name === toolCalled),
    textContains === undefined ||
      texts.some((text) => text?.toLowerCase().includes(textContains.toLowerCase()) === true),
  ];
  return checks.every(Boolean);
}

function isWithin({ min, max }: NumberRange, value: number): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}
