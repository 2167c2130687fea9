import type { RecordedTask } from '../../src/domain/trajectory';
import type {
  Environment,
  Episode,
  EpisodeStatus,
  RewardVerdict,
  ToolOutcome,
} from '../../src/environment/environment';

/** An environment that measures the time spent in it. */
export class TimedEnvironment implements Environment {
  seconds = 0;

  constructor(private readonly environment: Environment) {}

  get id(): string {
    return this.environment.id;
  }

  start(task: RecordedTask): Episode {
    return new TimedEpisode(
      this.time(() => this.environment.start(task)),
      (work) => this.time(work),
    );
  }

  private time<Result>(work: () => Result): Result {
    const start = performance.now();
    try {
      return work();
    } finally {
      this.seconds += (performance.now() - start) / 1000;
    }
  }
}

class TimedEpisode implements Episode {
  constructor(
    private readonly episode: Episode,
    private readonly time: <Result>(work: () => Result) => Result,
  ) {}

  get status(): EpisodeStatus {
    return this.episode.status;
  }

  callTool(name: string, argumentsText: string): ToolOutcome {
    return this.time(() => this.episode.callTool(name, argumentsText));
  }

  tellUser(text: string): void {
    this.time(() => {
      this.episode.tellUser(text);
    });
  }

  hearUser(text: string): void {
    this.time(() => {
      this.episode.hearUser(text);
    });
  }

  score(): RewardVerdict {
    return this.time(() => this.episode.score());
  }

  hash(): string {
    return this.time(() => this.episode.hash());
  }
}
