import type { Operation } from '../../../../src/cli/queries/operation';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../../../src/cli/api-client';
import { until } from './until';

export type FollowedEvent = {
  readonly seq: number;
  readonly state: string;
  readonly phase: string | null;
  readonly attempt: number;
};

const SUBSCRIPTION: Operation<{ jobProgress: FollowedEvent }, { id: string; since: number }> = {
  text: 'subscription ($id: ID!, $since: Int!) { jobProgress(id: $id, since: $since) { seq state phase attempt } }',
};

const RECONNECT_MS = 100;
const FINAL = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

/** A subscriber of a job that comes back with `since` whenever it is cut off, as a notebook does. */
export class JobFollower {
  readonly events: FollowedEvent[] = [];
  /** How often it was cut off. */
  losses = 0;
  private isLeaving = false;

  /** @param client the current one: the address can change */
  constructor(
    private readonly client: () => ApiClient,
    private readonly jobRunId: string,
  ) {
    void this.follow();
  }

  get states(): string[] {
    return this.events.map((event) => event.state);
  }

  isOver(): boolean {
    return FINAL.includes(this.events.at(-1)?.state ?? '');
  }

  /** Waits until the job computes: a worker holds it and has reported how far it is. */
  untilComputing(): Promise<FollowedEvent> {
    return until('the job computes', 30_000, () => this.events.find((event) => event.phase?.includes('round')) ?? null);
  }

  /** Waits for the event of a final state. */
  untilOver(): Promise<true> {
    return until('the job ends', 60_000, () => (this.isOver() ? true : null));
  }

  leave(): void {
    this.isLeaving = true;
  }

  private async follow(): Promise<void> {
    while (!this.isLeaving) {
      try {
        const since = this.events.at(-1)?.seq ?? 0;
        const variables = { id: this.jobRunId, since };
        for await (const { jobProgress } of this.client().subscribe(SUBSCRIPTION, variables)) {
          this.events.push(jobProgress);
        }
        // The server completes the stream after the final event, and when it closes.
        if (this.isOver()) return;
      } catch {
        // Cut off: comes back below.
      }
      this.losses++;
      await sleep(RECONNECT_MS);
    }
  }
}
