import type { Usage } from '../../conversation/conversation';
import { totalUsage } from '../../conversation/total-usage';
import { SimulatorError } from '../../conversation/user-simulator';
import type { ChatMessage } from '../../endpoints/chat';
import type { EndpointClient } from '../../endpoints/endpoint-client';
import { requestSeed } from '../../endpoints/request-seed';
import { usageOf } from '../../endpoints/usage';
import type { LlmUserSettings } from './llm-user-settings';

export type TurnRequestsOptions = {
  readonly client: EndpointClient;
  readonly settings: LlmUserSettings;
  readonly signal: AbortSignal;
  /** Seed of the next request of the conversation; different for each call. */
  readonly nextSeed: () => number;
};

/** Numbers the requests of a conversation, so that identical requests get different seeds. */
export function createSeeds(seed: number): () => number {
  let requests = 0;
  return () => requestSeed(seed, requests++);
}

/** The model requests of one turn of the user: each is retried until its answer parses, and all are counted. */
export class TurnRequests {
  private readonly usages: Usage[] = [];

  constructor(private readonly options: TurnRequestsOptions) {}

  /**
   * Ask until the answer parses.
   *
   * @param read returns null for an answer that does not parse
   * @param wanted what such an answer lacks, for the error
   * @throws SimulatorError when the last answer does not parse either
   * @throws UnavailableError when the endpoint does not answer
   */
  async ask<Result>(
    messages: readonly ChatMessage[],
    read: (answer: string) => Result | null,
    wanted: string,
  ): Promise<Result> {
    const { maxTries } = this.options.settings;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const result = read(await this.askOnce(messages));
      if (result !== null) return result;
    }
    throw new SimulatorError(`the model that plays the user answered ${maxTries} times without ${wanted}`);
  }

  /** Total usage of all requests so far. */
  get usage(): Usage {
    return totalUsage(this.usages);
  }

  private async askOnce(messages: readonly ChatMessage[]): Promise<string> {
    const { client, settings, signal, nextSeed } = this.options;
    const { model, temperature, sendsSeed, maxOutputTokens, timeoutMs, maxRetries } = settings;
    const seed = nextSeed();
    const answer = await client.complete(
      {
        model,
        messages,
        temperature,
        seed: sendsSeed ? seed : null,
        maxOutputTokens,
        wantsLogProbabilities: false,
      },
      { timeoutMs, maxRetries, signal },
    );
    this.usages.push(usageOf(answer, settings));
    // Servers without support for a model's reasoning format leave it in the text.
    return (answer.text ?? '').replace(/^\s*<think>.*?<\/think>/s, '');
  }
}
