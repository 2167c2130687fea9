import type { Utterance } from '../../conversation/conversation';
import type { AgentTurn, ConversationStart, PlayablePolicy, PolicySession } from '../../conversation/policy';
import type { EndpointClient } from '../../endpoints/endpoint-client';
import { requestSeed } from '../../endpoints/request-seed';
import { toolSchemas } from '../../environment/airline/tool-schemas/tool-schemas';
import { type CallingTurn, toChatMessages } from './openai-messages';
import type { OpenAiPolicySettings } from './openai-policy-settings';
import { readAgentTurn } from './to-agent-turn';

export type OpenAiPolicyOptions = {
  /** Client of the endpoint in the settings; closed by the caller. */
  readonly client: EndpointClient;
  readonly settings: OpenAiPolicySettings;
};

/** A policy backed by a model behind an OpenAI-compatible endpoint, with tools as functions. */
export function createOpenAiPolicy(options: OpenAiPolicyOptions): PlayablePolicy {
  return { start: (start) => new OpenAiSession(options, start) };
}

/** Each request contains the conversation so far; only what its utterances lack is stored. */
class OpenAiSession implements PolicySession {
  private readonly callingTurns = new Map<number, CallingTurn>();

  constructor(
    private readonly options: OpenAiPolicyOptions,
    private readonly start: ConversationStart,
  ) {}

  async act(utterances: readonly Utterance[], signal: AbortSignal): Promise<AgentTurn> {
    const { client, settings } = this.options;
    const { brief, seed } = this.start;
    const { model, temperature, maxOutputTokens, wantsLogProbabilities, timeoutMs, maxRetries } = settings;
    const answer = await client.complete(
      {
        model,
        messages: toChatMessages(brief, utterances, this.callingTurns),
        tools: toolSchemas(brief.version),
        temperature,
        seed: settings.sendsSeed ? requestSeed(seed, utterances.length) : null,
        maxOutputTokens,
        wantsLogProbabilities,
      },
      { timeoutMs, maxRetries, signal },
    );
    const turn = readAgentTurn(answer, brief.version, settings);
    const { message, toolCalls } = turn;
    if (toolCalls.length > 0) this.callingTurns.set(utterances.length, { message, callCount: toolCalls.length });
    return turn;
  }
}
