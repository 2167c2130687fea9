import { NO_USAGE } from '../../conversation/conversation';
import type { AgentTurn, ConversationStart, PlayablePolicy, PolicySession } from '../../conversation/policy';
import { Toolset } from '../../environment/airline/toolset';
import type { Terminal } from './terminal';

const HELP =
  'Type what the agent says, or /call TOOL {"argument": "value"}. /tools: list the tools. /policy: show the rules. /quit: abort.';

/**
 * An agent played by a person at the terminal. A call that no tool can read is refused and does not count. The end of
 * the input aborts the conversation, like `/quit`.
 *
 * @param quit aborts the conversation's signal
 */
export function createTerminalPolicy(terminal: Terminal, quit: () => void): PlayablePolicy {
  // Printed at once, because the user speaks before the agent's session starts.
  terminal.print(`You are the agent. ${HELP}`);
  return { start: (start) => new TerminalPolicySession(terminal, quit, start) };
}

class TerminalPolicySession implements PolicySession {
  private readonly toolset: Toolset;

  constructor(
    private readonly terminal: Terminal,
    private readonly quit: () => void,
    private readonly start: ConversationStart,
  ) {
    this.toolset = new Toolset(start.brief.version);
  }

  /** Earlier utterances were already shown by the conversation's listener. */
  async act(_utterances: readonly unknown[], signal: AbortSignal): Promise<AgentTurn> {
    for (;;) {
      const line = await this.terminal.nextLine(signal);
      if (line === null || line === '/quit') this.quit();
      signal.throwIfAborted();
      const turn = this.obey(line ?? '');
      if (turn !== null) return { ...turn, ...NO_USAGE, logProbability: null };
    }
  }

  /** @returns the agent's turn; null if the line was a command for the terminal */
  private obey(line: string): Pick<AgentTurn, 'message' | 'toolCalls'> | null {
    if (!line.startsWith('/')) return { message: line, toolCalls: [] };
    const [, name, text] = /^\/call\s+(\S+)\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      const call = { name, arguments: text === undefined || text === '' ? '{}' : text };
      const problem = this.problemOf(call);
      if (problem === null) return { message: null, toolCalls: [call] };
      this.terminal.print(problem);
    } else this.terminal.print(this.answerTo(line));
    return null;
  }

  private answerTo(command: string): string {
    if (command === '/tools') {
      return this.toolset.tools
        .map((tool) => `${tool.name}: ${tool.parameters.join(', ') || 'no arguments'}`)
        .join('\n');
    }
    if (command === '/policy') return this.start.brief.policyText;
    if (command === '/task') return 'Only the user knows the task; ask them.';
    return HELP;
  }

  private problemOf(call: { readonly name: string; readonly arguments: string }): string | null {
    if (this.toolset.find(call.name) === undefined) return `There is no tool ${call.name}: type /tools for the list.`;
    try {
      const value: unknown = JSON.parse(call.arguments);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return null;
    } catch (error) {
      return `The arguments are not JSON: ${error instanceof Error ? error.message : String(error)}`;
    }
    return 'The arguments must be a JSON object, e.g. {"user_id": "..."}.';
  }
}
