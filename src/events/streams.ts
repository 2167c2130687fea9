/** An event as subscribers receive it, after it was committed. */
export type StreamEvent = {
  /** From 1, without gaps within the stream; a subscriber's cursor is the last one it received. */
  readonly seq: number;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
};

/** State and progress of one job. */
export function jobStream(jobRunId: string): string {
  return `job:${jobRunId}`;
}

/** Changes in one experiment: jobs that start and end, rollouts that arrive. */
export function experimentStream(experimentId: string): string {
  return `experiment:${experimentId}`;
}

/** Questions to people who play the user, for the whole organization or one experiment. */
export function humanTurnStream(experimentId: string | null): string {
  return experimentId === null ? 'human-turns' : `human-turns:${experimentId}`;
}

/** Messages and tool calls of one conversation while it runs. */
export function conversationStream(conversationId: string): string {
  return `conversation:${conversationId}`;
}

/** Metrics, warnings and checkpoints of one training run. */
export function trainingStream(trainingRunId: string): string {
  return `training:${trainingRunId}`;
}

/** Start, interim analyses and end of one evaluation. */
export function evaluationStream(evaluationId: string): string {
  return `evaluation:${evaluationId}`;
}

/** Progress of one collection of rollouts. */
export function collectionStream(collectionId: string): string {
  return `collection:${collectionId}`;
}
