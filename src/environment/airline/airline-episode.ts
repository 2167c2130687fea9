import { ConflictError } from '../../errors';
import type { RecordedTask } from '../../domain/trajectory';
import type { Episode, EpisodeStatus, RewardVerdict, ToolOutcome } from '../environment';
import { hashDatabase } from './world/database-hash';
import { scoreEpisode } from './reward';
import type { AirlineState } from './world/state';
import type { Toolset } from './toolset';
import type { AirlineVersion } from './world/world';

/** What an episode needs of its environment. */
export type EpisodeRules = {
  readonly version: AirlineVersion;
  readonly toolset: Toolset;
  readonly goldenState: (task: RecordedTask) => AirlineState;
};

/** Texts anywhere in a user's message that end an episode. @see Specification of tau2-bench airline, section 5 */
export const STOP_TEXTS: Readonly<Record<AirlineVersion, readonly string[]>> = {
  v1: ['###STOP###'],
  v2: ['###STOP###', '###TRANSFER###', '###OUT-OF-SCOPE###'],
};

/** One conversation with the airline. @see Specification of tau-bench airline, section 4 */
export class AirlineEpisode implements Episode {
  private currentStatus: EpisodeStatus = 'RUNNING';
  private readonly saidTexts: string[] = [];

  constructor(
    private readonly rules: EpisodeRules,
    readonly task: RecordedTask,
    readonly state: AirlineState,
  ) {}

  get status(): EpisodeStatus {
    return this.currentStatus;
  }

  callTool(name: string, argumentsText: string): ToolOutcome {
    this.requireRunning();
    const outcome = this.rules.toolset.call(this.state, name, argumentsText);
    if (outcome.text === null) this.currentStatus = 'ABORTED';
    else if (this.rules.toolset.find(name)?.endsEpisode === true) this.currentStatus = 'DONE';
    return outcome;
  }

  tellUser(text: string): void {
    this.requireRunning();
    this.saidTexts.push(text);
  }

  hearUser(text: string): void {
    this.requireRunning();
    if (STOP_TEXTS[this.rules.version].some((stop) => text.includes(stop))) this.currentStatus = 'DONE';
  }

  score(): RewardVerdict {
    if (this.currentStatus !== 'DONE') return { reward: 0, isDatabaseRight: null, outputs: [] };
    return scoreEpisode({ state: this.state, saidTexts: this.saidTexts }, this.task, {
      state: this.rules.goldenState(this.task),
      toolset: this.rules.toolset,
    });
  }

  hash(): string {
    return hashDatabase(this.state, this.rules.version);
  }

  private requireRunning(): void {
    if (this.currentStatus !== 'RUNNING') throw new ConflictError(`the episode is ${this.currentStatus}, not RUNNING`);
  }
}
