import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Utterance } from '../../conversation/conversation';
import { playConversation } from '../../conversation/play-conversation';
import type { PlayedConversation } from '../../conversation/play-settings';
import { type AirlineVersion, AIRLINE_VERSIONS } from '../../environment/airline/world/world';
import { CancelledError, InvalidInputError } from '../../errors';
import { createGoldenPolicy } from '../../policy/scripted/golden-policy';
import { SCRIPTED_POLICY_VERSION } from '../../policy/scripted/scripted-policy-version';
import { createScriptedUser, SCRIPTED_USER_VERSION } from '../../simulators/scripted-user';
import { chatWithPolicy } from '../chat/chat-with-policy';
import { type ChatWorld, openChatWorld } from '../chat/chat-world';
import { formatOutcome } from '../chat/format-outcome';
import { type ChatPlayers, type ChatRecorder, openChatRecorder } from '../chat/record-chat';
import { Terminal } from '../chat/terminal';
import { createTerminalPolicy } from '../chat/terminal-policy';
import { createTerminalUser } from '../chat/terminal-user';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';

type ChatRole = 'user' | 'agent';

type ChatOptions = ConnectionOptions & {
  readonly as: ChatRole;
  readonly data?: string;
  readonly version: AirlineVersion;
  readonly taskSeed: number;
  readonly task?: string;
  readonly errorRate: number;
  readonly maxTurns: number;
  readonly experiment?: string;
  readonly policy?: string;
  readonly taskSet?: string;
  readonly family?: string;
};

/** A day for the whole conversation: a person may take their time. */
const DEADLINE_MS = 24 * 3_600_000;

/** Who plays the other role, and the names stored with the rollout. */
const PLAYERS: Readonly<Record<ChatRole, ChatPlayers>> = {
  user: {
    policyName: `scripted-golden-${SCRIPTED_POLICY_VERSION}`,
    simulatorName: 'human-terminal',
    simulatorVersion: '1',
  },
  agent: {
    policyName: 'human-terminal',
    simulatorName: 'scripted',
    simulatorVersion: SCRIPTED_USER_VERSION,
  },
};

export function addChatCommand(program: Command): void {
  const command = program
    .command('chat')
    .description('play a conversation by hand: as the user of a scripted agent, or as the agent of a scripted user')
    .addOption(new Option('--as <role>', 'your role').choices(['user', 'agent']).default('user'))
    .option('--data <folder>', 'tau-bench or tau2-bench airline data; default a small generated world')
    .addOption(
      new Option('--version <version>', 'version of the airline world').choices(AIRLINE_VERSIONS).default('v1'),
    )
    .option('--task-seed <number>', 'seed of the generated world and its tasks', parseWhole, 1)
    .option('--task <id>', 'task id, e.g. train-cancel-allowed-0003, or 17 for benchmark data; default the first task')
    .option(
      '--error-rate <number>',
      'probability of a mistake in each turn of the scripted agent, 0 to 1',
      parseShare,
      0,
    )
    .option('--max-turns <number>', 'max number of agent turns', parseWhole, 40)
    .option('--experiment <name>', 'record the rollout in this experiment on a server; created if missing');
  command
    .option(
      '--policy <name>',
      'chat with this policy of the server, run by its worker (needs --experiment and --task-set)',
    )
    .option('--task-set <name>', 'task set on the server; --policy plays its first task')
    .option('--family <name>', 'with --policy: play the first task of this family');
  addConnectionOptions(command).action(chat);
}

async function chat(options: ChatOptions): Promise<void> {
  if (options.policy !== undefined) return talkWithPolicy(options, options.policy);
  const world = await openChatWorld(options);
  const recorder = await openRecorder(options, world);
  const played = await play(options, world, recorder?.trial ?? 0);
  if (played === null) {
    tellBrokenOff();
    return;
  }
  process.stdout.write(`${formatOutcome(played.rollout, world.environment)}\n`);
  if (recorder === null) {
    process.stdout.write('Not recorded. Pass --experiment NAME to store it on a server.\n');
    return;
  }
  const rolloutId = await recorder.record(played.rollout, PLAYERS[options.as]);
  process.stdout.write(`Recorded as rollout ${rolloutId} in experiment ${options.experiment ?? ''}.\n`);
}

function tellBrokenOff(): void {
  process.stdout.write('\nConversation aborted: nothing was scored or recorded.\n');
  process.exitCode = 2;
}

/** @throws InvalidInputError without experiment or task set, or if the person plays the agent */
async function talkWithPolicy(options: ChatOptions, policy: string): Promise<void> {
  const { as, experiment, taskSet, family = null, maxTurns } = options;
  if (as === 'agent') throw new InvalidInputError('--policy: the policy plays the agent, so omit --as agent');
  if (experiment === undefined || taskSet === undefined) {
    throw new InvalidInputError(
      '--policy: needs --experiment NAME and --task-set NAME, because the policy runs on a server',
    );
  }
  const client = connect(options);
  const control = new AbortController();
  const rollout = await atTerminal(control, (terminal) =>
    chatWithPolicy(client, terminal, {
      chat: { experiment, policy, taskSet, family, maxTurns },
      signal: control.signal,
    }),
  );
  if (rollout === null) {
    tellBrokenOff();
    return;
  }
  const { id, reward, endReason, outcomeClass, turns } = rollout;
  process.stdout.write(
    `\nThe conversation is over: ${endReason ?? outcomeClass}\nReward ${reward ?? 'none'}\n` +
      `Agent turns: ${turns.map(({ tier }) => tier).join(', ')}\n` +
      `Recorded as rollout ${id} in experiment ${experiment}.\n`,
  );
}

/** Opens a terminal for the work; Ctrl-C in it and signals to this process abort `control`. */
async function atTerminal<Result>(
  control: AbortController,
  work: (terminal: Terminal) => Promise<Result>,
): Promise<Result> {
  const quit = (): void => {
    control.abort(new CancelledError('the conversation was aborted'));
  };
  const terminal = new Terminal({ input: process.stdin, output: process.stdout }, quit);
  for (const signal of STOP_SIGNALS) process.once(signal, quit);
  try {
    return await work(terminal);
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, quit);
    terminal.close();
  }
}

/** Null without an experiment. */
async function openRecorder(options: ChatOptions, { task }: ChatWorld): Promise<ChatRecorder | null> {
  if (options.experiment === undefined) return null;
  return openChatRecorder(connect(options), options.experiment, task.task.externalId);
}

/** @returns null if the person quit or the input ended during the conversation */
async function play(options: ChatOptions, world: ChatWorld, trial: number): Promise<PlayedConversation | null> {
  const { environment, brief, task } = world;
  const control = new AbortController();
  const quit = (): void => {
    control.abort(new CancelledError('the conversation was aborted'));
  };
  try {
    return await atTerminal(control, (terminal) =>
      playConversation({
        environment,
        brief,
        task,
        trial,
        policy:
          options.as === 'agent'
            ? createTerminalPolicy(terminal, quit)
            : createGoldenPolicy({ tasks: new Map([[task.task.externalId, task]]), errorRate: options.errorRate }),
        simulator: options.as === 'user' ? createTerminalUser(terminal, quit) : createScriptedUser(),
        seed: options.taskSeed,
        maxTurns: options.maxTurns,
        deadlineMs: DEADLINE_MS,
        signal: control.signal,
        onUtterance: (utterance) => {
          if (options.as === 'agent') showToAgent(terminal, utterance);
        },
      }),
    );
  } catch (error) {
    if (error === control.signal.reason) return null;
    throw error;
  }
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function showToAgent(terminal: Terminal, utterance: Utterance): void {
  if (utterance.speaker === 'USER') terminal.print(`\nuser: ${utterance.text}`);
  if (utterance.speaker === 'TOOL') terminal.print(`tool: ${utterance.result}`);
}

function parseWhole(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('not a whole number.');
  return value;
}

function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new InvalidArgumentError('not a number from 0 to 1.');
  return value;
}
