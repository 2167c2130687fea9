import type { GoldenAction, RecordedToolCall } from '../trajectory';
import { canonicalizeArguments, type CanonicalArguments } from './canonical-arguments';
import { hasFailed } from './has-failed';
import type { ClassifiedCall, ClassifiedTurn } from './classified-turn';
import type { Tier } from './tier';
import type { ToolKind, ToolKinds } from './tool-kinds';

/** Changes whenever the same rollout could be classified differently; stored with each tier. */
export const CLASSIFIER_VERSION = '1';

/** A turn with several calls takes the first of these tiers that occurs in it (our choice). */
const TURN_PRECEDENCE: readonly Tier[] = [
  'GOLD_EXACT',
  'SOFT_MATCH',
  'ERROR',
  'STATE_CHANGE',
  'DUPLICATE',
  'READ_ONLY',
  'MESSAGE',
];

const TIER_OF_KIND: Readonly<Record<ToolKind, Tier>> = { READ: 'READ_ONLY', WRITE: 'STATE_CHANGE', GENERIC: 'MESSAGE' };

/** The part of a turn that classification reads. */
export type ClassifiableTurn = {
  readonly toolCalls: readonly Pick<RecordedToolCall, 'name' | 'arguments' | 'result' | 'isError'>[];
};

type GoldenCall = { readonly name: string; readonly arguments: CanonicalArguments; isConsumed: boolean };

/**
 * Classifies each turn of one rollout by its contribution to solving the task. Walks the calls in order; each golden
 * action can be matched once.
 *
 * @param goldenActions the task's complete reference solution. An action whose arguments are not a JSON object is never
 *   matched
 * @param turns assistant messages in order
 * @param toolKinds tool kinds of the environment
 * @returns one entry per turn, in order; a turn without calls is MESSAGE with score 1
 * @see specs/calibration.md section 2 and arXiv 2604.02869, section 3. A call with an explicit `isError: true` is ERROR
 *   regardless of its text (our choice; recorded v1 files have no such flag); `isError: false` does not override the
 *   text
 */
export function classifyRollout(
  goldenActions: readonly GoldenAction[],
  turns: readonly ClassifiableTurn[],
  toolKinds: ToolKinds,
): ClassifiedTurn[] {
  const golden: GoldenCall[] = [];
  for (const action of goldenActions) {
    const canonical = canonicalizeArguments(action.arguments);
    if (canonical !== null) golden.push({ name: action.name, arguments: canonical, isConsumed: false });
  }
  const earlierCalls = new Set<string>();
  return turns.map((turn) =>
    combineCalls(turn.toolCalls.map((call) => classifyCall(call, golden, earlierCalls, toolKinds))),
  );
}

/** Marks the golden action that the call consumes, and adds the call to the earlier ones unless it failed. */
function classifyCall(
  call: ClassifiableTurn['toolCalls'][number],
  golden: readonly GoldenCall[],
  earlierCalls: Set<string>,
  toolKinds: ToolKinds,
): ClassifiedCall {
  const canonical = canonicalizeArguments(call.arguments);
  if (canonical === null || hasFailed(call)) return { tier: 'ERROR', score: 1 };

  const identity = `${call.name}\n${canonical.text}`;
  const isRepeated = earlierCalls.has(identity);
  earlierCalls.add(identity);

  const open = golden.filter((action) => !action.isConsumed && action.name === call.name);
  const exact = open.find((action) => action.arguments.text === canonical.text);
  if (exact !== undefined) {
    exact.isConsumed = true;
    return { tier: 'GOLD_EXACT', score: 1 };
  }
  if (isRepeated) return { tier: 'DUPLICATE', score: 1 };

  const bestShare = open.reduce((best, action) => Math.max(best, sharedShare(action.arguments, canonical)), 0);
  if (bestShare > 0) return { tier: 'SOFT_MATCH', score: 0.5 + 0.5 * bestShare };
  return { tier: TIER_OF_KIND[toolKinds.get(call.name) ?? 'GENERIC'], score: 1 };
}

/** Share of the golden arguments that the call matches, 0 to 1; 0 when there are no golden arguments. */
function sharedShare(golden: CanonicalArguments, actual: CanonicalArguments): number {
  let shared = 0;
  for (const [key, text] of golden.members) if (actual.members.get(key) === text) shared += 1;
  return shared === 0 ? 0 : shared / golden.members.size;
}

function combineCalls(calls: readonly ClassifiedCall[]): ClassifiedTurn {
  const tier = TURN_PRECEDENCE.find((candidate) => calls.some((call) => call.tier === candidate)) ?? 'MESSAGE';
  const score = calls.reduce((best, call) => (call.tier === tier ? Math.max(best, call.score) : best), 0);
  return { tier, score: calls.length === 0 ? 1 : score, calls };
}
