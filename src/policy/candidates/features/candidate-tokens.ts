import { AIRLINE_TOOL_KINDS } from '../../../environment/airline/tool-kinds';
import type { Act } from '../../acts/act';
import type { Candidate } from '../candidate';
import type { Focus } from '../focus';
import { actKey } from '../candidate';
import { verbatimCallKey, type Knowledge } from '../knowledge/knowledge';
import { isTopicKnown } from './known-topics';

/** Relation of a candidate to the conversation so far. */
export type Standing = {
  /** Whether it is, or proposes, the call that was proposed last. */
  readonly isProposal: boolean;
  /** Whether it is a call that changes something and was not proposed last. */
  readonly isUnproposedWrite: boolean;
  /** Whether the call was made before, without an error. */
  readonly isDone: boolean;
  /** Whether the call was made before and failed. */
  readonly hasFailed: boolean;
  /** How often it was said about the current request. */
  readonly saidCount: number;
  /** Share of a question's topics about which the customer has said nothing; 0 for other acts. */
  readonly openShare: number;
};

/** Kind of an act: its tool, topics or reason. */
export function actKind(act: Act): string {
  switch (act.kind) {
    case 'CALL':
      return `CALL ${act.name}`;
    case 'ASK':
      return `ASK ${act.topics.join('+')}`;
    case 'CONFIRM':
      return `CONFIRM ${act.call.name}`;
    case 'REFUSE':
      return `REFUSE ${act.reason}`;
    case 'INFORM':
    case 'ANYTHING_ELSE':
      return act.kind;
  }
}

/** Relation of a candidate to earlier calls and messages. */
export function standingOf(focus: Focus, { act, key }: Candidate): Standing {
  const { knowledge } = focus;
  const call = act.kind === 'CALL' ? act : act.kind === 'CONFIRM' ? act.call : null;
  const name = call === null ? null : verbatimCallKey(call);
  const isProposal = name !== null && knowledge.proposal !== null && verbatimCallKey(knowledge.proposal.call) === name;
  return {
    isProposal,
    isUnproposedWrite: act.kind === 'CALL' && AIRLINE_TOOL_KINDS.get(act.name) === 'WRITE' && !isProposal,
    isDone: name !== null && knowledge.done.has(name),
    hasFailed: name !== null && knowledge.calls.some((made) => made.hasFailed && verbatimCallKey(made) === name),
    saidCount: act.kind === 'CALL' ? 0 : saidCount(knowledge, key),
    openShare:
      act.kind === 'ASK' ? act.topics.filter((topic) => !isTopicKnown(focus, topic)).length / act.topics.length : 0,
  };
}

function saidCount({ said, window }: Knowledge, key: string): number {
  return said.filter(({ act, windowRank }) => windowRank === window.rank && act !== null && actKey(act) === key).length;
}
