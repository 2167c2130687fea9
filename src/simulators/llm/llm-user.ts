import type { UserSession, PlayableUserSimulator, UserStart, UserTurn } from '../../conversation/user-simulator';
import type { ChatMessage } from '../../endpoints/chat';
import type { EndpointClient } from '../../endpoints/endpoint-client';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { type TranscriptLine, userPrompt } from './llm-prompts';
import type { LlmUserSettings } from './llm-user-settings';
import { SPEAK } from './speak';
import { createSeeds, TurnRequests } from './turn-requests';

/** Changes whenever prompts or parsing change: another version is another user. */
export const LLM_USER_VERSION = '1';

export type LlmUserOptions = {
  /** Client of the endpoint in the settings; closed by the caller. */
  readonly client: EndpointClient;
  readonly settings: LlmUserSettings;
  /** Determines which texts end a conversation. */
  readonly version: AirlineVersion;
};

/**
 * A user played by a model behind an OpenAI-compatible endpoint.
 *
 * It sees its own instruction and what the agent says to it, never the agent's tools. It corrects the reference's
 * parsing errors: see read-user-text and speak. Its usage covers all requests of a turn; the reference keeps only the
 * last.
 *
 * @see Specification of tau-bench airline, section 8; of tau2-bench airline, section 5
 */
export function createLlmUser(options: LlmUserOptions): PlayableUserSimulator {
  return { start: (start) => new LlmUserSession(options, start) };
}

class LlmUserSession implements UserSession {
  private readonly lines: TranscriptLine[] = [];
  private readonly nextSeed: () => number;

  constructor(
    private readonly options: LlmUserOptions,
    private readonly start: UserStart,
  ) {
    this.nextSeed = createSeeds(start.seed);
  }

  async reply(agentText: string, signal: AbortSignal): Promise<UserTurn> {
    const { client, settings, version } = this.options;
    const { instruction } = this.start.task.task;
    const requests = new TurnRequests({ client, settings, signal, nextSeed: this.nextSeed });
    this.lines.push({ speaker: 'AGENT', text: agentText });
    const messages: ChatMessage[] = [
      { role: 'system', content: userPrompt(instruction, version, settings.strategy) },
      ...this.lines.map(toMessage),
    ];
    const text = await SPEAK[settings.strategy]({ requests, instruction, messages, lines: [...this.lines] });
    this.lines.push({ speaker: 'USER', text });
    return { text, ...requests.usage };
  }
}

/** For the model that plays the user, the agent has the role `user`. */
function toMessage({ speaker, text }: TranscriptLine): ChatMessage {
  return speaker === 'AGENT' ? { role: 'user', content: text } : { role: 'assistant', content: text, toolCalls: [] };
}
