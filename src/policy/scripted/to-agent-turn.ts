import { NO_USAGE } from '../../conversation/conversation';
import type { AgentTurn } from '../../conversation/policy';
import type { Act } from '../acts/act';
import { wordAct } from '../acts/word-act';

/** Converts an act to a turn: either one call or text. */
export function toAgentTurn(act: Act): AgentTurn {
  const isCall = act.kind === 'CALL';
  return {
    message: isCall ? null : wordAct(act),
    toolCalls: isCall ? [{ name: act.name, arguments: act.arguments }] : [],
    logProbability: null,
    ...NO_USAGE,
  };
}
