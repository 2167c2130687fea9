import type { Utterance } from '../../conversation/conversation';
import { rankCandidates, type RankedCandidate } from '../../policy/explain-decision';
import type { TakenDecision } from '../../policy/onnx-policy';

export type DecisionFormat = {
  /** Under which the probabilities are shown: that of the choice, or 1 where the likeliest is taken. */
  readonly temperature: number;
  /** Candidates that are shown, at least 1; the chosen one always is. */
  readonly limit: number;
};

/** Columns of a line. */
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

/** What the user said, or what a tool answered, in a line; what the agent does is shown by its decision. */
export function formatHeard(utterance: Utterance): string | null {
  if (utterance.speaker === 'USER') return `\nuser: ${utterance.text}`;
  return utterance.speaker === 'TOOL' ? shorten('  tool: ', utterance.result) : null;
}

function shorten(start: string, text: string): string {
  const line = start + text.replace(/\s+/g, ' ').trim();
  return line.length > LINE ? `${line.slice(0, LINE - 1)}…` : line;
}
