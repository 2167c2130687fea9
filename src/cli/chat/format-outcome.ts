import { classifyRollout } from '../../domain/classification/classify-rollout';
import { type Tier, TIERS } from '../../domain/classification/tier';
import type { RecordedRollout } from '../../domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../environment/airline/tool-kinds';
import type { AirlineEnvironment } from '../../environment/airline/airline-environment';
import { rescoreRollout } from '../../environment/rescore';

/** Outcome of a played conversation, formatted for people. */
export function formatOutcome(rollout: RecordedRollout, environment: AirlineEnvironment): string {
  const { verdict } = rescoreRollout(rollout, environment);
  const database = { true: 'right', false: 'wrong', null: 'not checked' }[`${verdict.isDatabaseRight}`];
  const tiers = classifyRollout(rollout.task.goldenActions, rollout.turns, AIRLINE_TOOL_KINDS).map(({ tier }) => tier);
  return [
    '',
    `The conversation is over: ${rollout.endReason ?? rollout.outcomeClass}`,
    `Reward ${rollout.reward ?? 'none'}: database ${database}`,
    ...verdict.outputs.map(({ text, wasSaid }) => `  "${text}" was ${wasSaid ? '' : 'not '}said to the user`),
    `Agent turns: ${tiers.length}${countsOf(tiers)}`,
    ...tiers.map(
      (tier, index) => `  ${String(index + 1).padStart(3)}  ${tier.padEnd(12)}  ${describeTurn(rollout, index)}`,
    ),
  ].join('\n');
}

function countsOf(tiers: readonly Tier[]): string {
  const counts = TIERS.map((tier) => [tier, tiers.filter((one) => one === tier).length] as const);
  const present = counts.filter(([, count]) => count > 0).map(([tier, count]) => `${count} ${tier}`);
  return present.length === 0 ? '' : ` (${present.join(', ')})`;
}

const LINE = 80;

function describeTurn({ turns }: RecordedRollout, index: number): string {
  const { message, toolCalls } = turns[index]!;
  const calls = toolCalls.map((call) => `${call.name} ${call.arguments}`);
  const text = (calls.length > 0 ? calls.join('; ') : (message ?? '')).replace(/\s+/g, ' ');
  return text.length > LINE ? `${text.slice(0, LINE - 1)}…` : text;
}
