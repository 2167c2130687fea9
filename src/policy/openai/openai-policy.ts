import type { Utterance } from '../../conversation/conversation';
import type { AgentTurn, ConversationStart, PlayablePolicy, PolicySession } from '../../conversation/policy';
import type { EndpointClient } from '../../endpoints/endpoint-client';
import { requestSeed } from '../../endpoints/request-seed';
import { toolSchemas } from '../../environment/airline/tool-schemas/tool-schemas';
import { type CallingTurn, toChatMessages } from './openai-messages';
import type { OpenAiPolicySettings } from './openai-policy-settings';
import { readAgentTurn } from './to-agent-turn';

export type OpenAiPolicyOptions = {
  /** Of the endpoint that the settings name; stays the caller's to close. */
  readonly client: EndpointClient;
  readonly settings: OpenAiPolicySettings;
};

/** A policy that asks a model behind an OpenAI-compatible endpoint, which calls tools as functions. */
export function createOpenAiPolicy(options: OpenAiPolicyOptions): PlayablePolicy {
  return { start: (start) => new OpenAiSession(options, start) };
}

/** Each request holds the conversation so far; kept is only what its utterances do not tell. */
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
