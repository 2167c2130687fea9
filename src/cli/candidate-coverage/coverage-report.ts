import { AIRLINE_TOOL_KINDS } from '../../environment/airline/tool-kinds';
import type { Act } from '../../policy/acts/act';

/** A turn of the reference agent, with the candidates available at that moment. */
export type CoveredTurn = {
  readonly family: string;
  readonly act: Act;
  /**
   * Whether the call is one of the task's golden actions; false for messages and for look-ups that are not golden
   * actions.
   */
  readonly isGolden: boolean;
  readonly isFound: boolean;
  readonly candidateCount: number;
};

/** A conversation of the reference agent. */
export type CoveredConversation = {
  readonly family: string;
  readonly taskId: string;
  readonly reward: number | null;
  /** Number of golden actions in the task, reached or not. */
  readonly goldenCount: number;
  readonly turns: readonly CoveredTurn[];
};

/** A count out of a total. */
export type Part = { readonly found: number; readonly of: number };

/** How often the reference agent's acts were among the candidates. */
export type CoverageRow = {
  readonly family: string;
  readonly conversations: number;
  /** Conversations in which the reference agent earned the reward. */
  readonly passed: number;
  /** Golden actions that were reached, out of all golden actions of the tasks. */
  readonly reached: Part;
  /** Golden actions that are among the candidates, out of those reached. */
  readonly goldenActions: Part;
  /** The same for golden actions that change the database. */
  readonly goldenWrites: Part;
  /** Look-ups that the reference agent makes besides the golden actions. */
  readonly otherCalls: Part;
  readonly messages: Part;
  /** Number of candidates per turn; null without turns. */
  readonly candidates: { readonly median: number; readonly p95: number; readonly max: number } | null;
};

/** One row per family in the order of the conversations, then a row named `all`. */
export function coverageRows(conversations: readonly CoveredConversation[]): CoverageRow[] {
  const families = [...new Set(conversations.map(({ family }) => family))];
  const rows = families.map((family) =>
    rowOf(
      family,
      conversations.filter((each) => each.family === family),
    ),
  );
  return [...rows, rowOf('all', conversations)];
}

function rowOf(family: string, conversations: readonly CoveredConversation[]): CoverageRow {
  const turns = conversations.flatMap((conversation) => conversation.turns);
  const golden = turns.filter(({ isGolden }) => isGolden);
  const goldenCount = conversations.reduce((sum, conversation) => sum + conversation.goldenCount, 0);
  return {
    family,
    conversations: conversations.length,
    passed: conversations.filter(({ reward }) => reward === 1).length,
    reached: { found: golden.length, of: goldenCount },
    goldenActions: partOf(golden),
    goldenWrites: partOf(
      golden.filter(({ act }) => act.kind === 'CALL' && AIRLINE_TOOL_KINDS.get(act.name) === 'WRITE'),
    ),
    otherCalls: partOf(turns.filter(({ act, isGolden }) => act.kind === 'CALL' && !isGolden)),
    messages: partOf(turns.filter(({ act }) => act.kind !== 'CALL')),
    candidates: spreadOf(turns.map(({ candidateCount }) => candidateCount)),
  };
}

function partOf(turns: readonly CoveredTurn[]): Part {
  return { found: turns.filter(({ isFound }) => isFound).length, of: turns.length };
}

function spreadOf(counts: readonly number[]): CoverageRow['candidates'] {
  const sorted = [...counts].sort((left, right) => left - right);
  const [at50, at95, at100] = [0.5, 0.95, 1].map((share) => sorted[Math.ceil(share * sorted.length) - 1]);
  if (at50 === undefined || at95 === undefined || at100 === undefined) return null;
  return { median: at50, p95: at95, max: at100 };
}
