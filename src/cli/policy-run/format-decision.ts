import type { Utterance } from '../../conversation/conversation';
import { rankCandidates, type RankedCandidate } from '../../policy/explain-decision';
import type { TakenDecision } from '../../policy/onnx-policy';

export type DecisionFormat = {
  /** Temperature of the displayed probabilities: that of the sampling, or 1 if the likeliest is taken. */
  readonly temperature: number;
  /** Number of candidates shown, min 1; the chosen one is always shown. */
  readonly limit: number;
};

/** Width of a line in columns. */
const LINE = 109;

/** The best candidates of a decision with their probabilities; the chosen one is marked. */
export function formatDecision(
  { turnIndex, candidates, scores, choice }: TakenDecision,
  format: DecisionFormat,
): string {
  const { temperature, limit } = format;
  const ranked = rankCandidates(candidates, scores, { temperature, limit: candidates.length });
  const chosen = candidates[choice.index]!.act;
  const lines = ranked
    .map((candidate, rank) => ({ candidate, rank, isChosen: candidate.act === chosen }))
    .filter(({ rank, isChosen }) => rank < limit || isChosen)
    .map(({ candidate, rank, isChosen }) => formatCandidate(candidate, rank, isChosen ? '>' : ' '));
  return [`\nturn ${turnIndex + 1}: ${candidates.length} candidates`, ...lines].join('\n');
}

function formatCandidate({ words, probability }: RankedCandidate, rank: number, mark: string): string {
  return shorten(`${mark} ${String(rank + 1).padStart(3)}  ${probability.toFixed(3)}  `, words);
}

/** One line for what the user said or a tool returned; null for the agent, whose decision is shown instead. */
export function formatHeard(utterance: Utterance): string | null {
  if (utterance.speaker === 'USER') return `\nuser: ${utterance.text}`;
  return utterance.speaker === 'TOOL' ? shorten('  tool: ', utterance.result) : null;
}

function shorten(start: string, text: string): string {
  const line = start + text.replace(/\s+/g, ' ').trim();
  return line.length > LINE ? `${line.slice(0, LINE - 1)}…` : line;
}
