import { NO_USAGE } from '../../conversation/conversation';
import type { UserSession, PlayableUserSimulator, UserStart, UserTurn } from '../../conversation/user-simulator';
import type { Terminal } from './terminal';

/** Ends a conversation in both versions of the environment. */
const STOP_TEXT = '###STOP###';

const HELP = 'Type what the user says. /task: show the task. /stop: finish. /quit: abort.';

/**
 * A user played by a person at the terminal. The end of the input aborts the conversation, like `/quit`.
 *
 * @param quit aborts the conversation's signal
 */
export function createTerminalUser(terminal: Terminal, quit: () => void): PlayableUserSimulator {
  return {
    start: (start) => {
      terminal.print(`You are the user. ${HELP}\n`);
      showTask(terminal, start);
      return new TerminalUserSession(terminal, quit, start);
    },
  };
}

class TerminalUserSession implements UserSession {
  constructor(
    private readonly terminal: Terminal,
    private readonly quit: () => void,
    private readonly start: UserStart,
  ) {}

  async reply(agentText: string, signal: AbortSignal): Promise<UserTurn> {
    this.terminal.print(`\nagent: ${agentText}`);
    for (;;) {
      const line = await this.terminal.nextLine(signal);
      if (line === null || line === '/quit') this.quit();
      signal.throwIfAborted();
      const text = this.obey(line ?? '');
      if (text !== null) return { text, ...NO_USAGE };
    }
  }

  /** @returns the user's text; null if the line was a command for the terminal */
  private obey(line: string): string | null {
    if (line === '/stop') return STOP_TEXT;
    if (!line.startsWith('/')) return line;
    if (line === '/task') showTask(this.terminal, this.start);
    else this.terminal.print(HELP);
    return null;
  }
}

function showTask(terminal: Terminal, { task }: UserStart): void {
  terminal.print(`Your task (${task.task.externalId}): ${task.task.instruction}`);
}
