import { NO_USAGE } from '../../conversation/conversation';
import type { UserSession, PlayableUserSimulator, UserStart, UserTurn } from '../../conversation/user-simulator';
import type { Terminal } from './terminal';

/** What ends a conversation in both versions of the environment. */
const STOP_TEXT = '###STOP###';

const HELP = 'Write what the user says. /task: what you want. /stop: you are done. /quit: break off.';

/**
 * A user who sits at the terminal. The end of the input breaks the conversation off, like `/quit`.
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

  /** @returns what the user says; null when the line was for the terminal alone */
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
