/** What a subscriber hears: something that happened in a stream, after it was committed. */
export type StreamEvent = {
  /** From 1, without gaps within the stream; the cursor of a subscriber is the last one it saw. */
  readonly seq: number;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
};

/** State and progress of one job. */
export function jobStream(jobRunId: string): string {
  return `job:${jobRunId}`;
}

/** What changes in one experiment: jobs that start and end, rollouts that arrive. */
export function experimentStream(experimentId: string): string {
  return `experiment:${experimentId}`;
}

/** Questions to people who play the user: of the whole organization, or of one experiment. */
export function humanTurnStream(experimentId: string | null): string {
  return experimentId === null ? 'human-turns' : `human-turns:${experimentId}`;
}

/** What is said and done in one conversation while it runs. */
export function conversationStream(conversationId: string): string {
  return `conversation:${conversationId}`;
}

/** What one training run measures, notices and writes. */
export function trainingStream(trainingRunId: string): string {
  return `training:${trainingRunId}`;
}

/** What one evaluation comes to: its start, looks at partial results, its end. */
export function evaluationStream(evaluationId: string): string {
  return `evaluation:${evaluationId}`;
}

/** How far one collection of rollouts is. */
export function collectionStream(collectionId: string): string {
  return `collection:${collectionId}`;
}
