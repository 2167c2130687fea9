import type { GoldenAction, RecordedTask, RecordedToolCall, RecordedTurn } from '../trajectory';
import { canonicalizeArguments, type CanonicalArguments } from './canonical-arguments';
import { hasFailed } from './has-failed';
import type { ToolKinds } from './tool-kinds';

export const DIVERGENCE_KINDS = ['WRONG_ARGUMENTS', 'WRONG_WRITE', 'MISSING_ACTION', 'MISSING_OUTPUT'] as const;
export type DivergenceKind = (typeof DIVERGENCE_KINDS)[number];

/**
 * One argument that differs between a call and the golden action; canonical JSON text, null where the argument is
 * missing.
 */
export type ArgumentDifference = {
  readonly name: string;
  readonly golden: string | null;
  readonly actual: string | null;
};

/** Where a rollout left the golden path. */
export type Divergence = {
  readonly kind: DivergenceKind;
  /** Turn of the wrong write; null when something is missing at the end. */
  readonly turnIndex: number | null;
  readonly call: Pick<RecordedToolCall, 'name' | 'arguments'> | null;
  /** The golden action that was probably meant (the closest of that name), or the missing one. */
  readonly golden: GoldenAction | null;
  /** Differences of `call` and `golden`, by argument name; empty unless WRONG_ARGUMENTS. */
  readonly differences: readonly ArgumentDifference[];
  /** The expected output that the agent never said; null unless MISSING_OUTPUT. */
  readonly missingOutput: string | null;
};

type OpenAction = { readonly golden: GoldenAction; readonly arguments: CanonicalArguments };

/**
 * The first place at which a rollout left the golden path: the first successful write that is not a golden action
 * (WRONG_ARGUMENTS when a golden action of that name is still open, else WRONG_WRITE); otherwise the first golden write
 * that was never done; otherwise the first expected output that was never said. Reads cannot diverge, because only the
 * final state and the outputs are judged.
 *
 * @returns null when the rollout did exactly the golden writes and said every output
 * @see tau-bench's reward (final state and outputs); the walk is ours
 */
export function findFirstDivergence(
  task: RecordedTask,
  turns: readonly RecordedTurn[],
  toolKinds: ToolKinds,
): Divergence | null {
  const open = task.goldenActions.flatMap((golden): OpenAction[] => {
    const canonical = canonicalizeArguments(golden.arguments);
    return canonical === null || toolKinds.get(golden.name) !== 'WRITE' ? [] : [{ golden, arguments: canonical }];
  });
  for (const [turnIndex, turn] of turns.entries()) {
    for (const call of turn.toolCalls) {
      const canonical = canonicalizeArguments(call.arguments);
      if (canonical === null || hasFailed(call) || toolKinds.get(call.name) !== 'WRITE') continue;
      const exact = open.findIndex((action) => isSame(action, call.name, canonical));
      if (exact < 0) return describeWrongWrite(call, canonical, { turnIndex, open });
      open.splice(exact, 1);
    }
  }
  const missing = open[0];
  if (missing !== undefined) return { ...NOTHING, kind: 'MISSING_ACTION', golden: missing.golden };
  const unsaid = task.expectedOutputs.find((output) => !isSaid(output, turns));
  return unsaid === undefined ? null : { ...NOTHING, kind: 'MISSING_OUTPUT', missingOutput: unsaid };
}

const NOTHING = { turnIndex: null, call: null, golden: null, differences: [], missingOutput: null } as const;

function isSame(action: OpenAction, name: string, canonical: CanonicalArguments): boolean {
  return action.golden.name === name && action.arguments.text === canonical.text;
}

function describeWrongWrite(
  call: RecordedToolCall,
  actual: CanonicalArguments,
  at: { readonly turnIndex: number; readonly open: readonly OpenAction[] },
): Divergence {
  const meant = at.open
    .filter((action) => action.golden.name === call.name)
    .map((action) => ({ action, differences: differencesOf(action.arguments, actual) }))
    .sort((a, b) => a.differences.length - b.differences.length)[0];
  return {
    ...NOTHING,
    kind: meant === undefined ? 'WRONG_WRITE' : 'WRONG_ARGUMENTS',
    turnIndex: at.turnIndex,
    call: { name: call.name, arguments: call.arguments },
    golden: meant?.action.golden ?? null,
    differences: meant?.differences ?? [],
  };
}

function differencesOf(golden: CanonicalArguments, actual: CanonicalArguments): ArgumentDifference[] {
  const names = [...new Set([...golden.members.keys(), ...actual.members.keys()])].sort();
  return names
    .map((name) => ({ name, golden: golden.members.get(name) ?? null, actual: actual.members.get(name) ?? null }))
    .filter((difference) => difference.golden !== difference.actual);
}

/** As tau-bench judges it: lower case, commas removed from what the agent said (not from the output). */
function isSaid(output: string, turns: readonly RecordedTurn[]): boolean {
  const wanted = output.toLowerCase();
  return turns.some((turn) => turn.message?.toLowerCase().replaceAll(',', '').includes(wanted) === true);
}
