import { type Command, InvalidArgumentError, Option } from 'commander';
import { playConversation } from '../../conversation/play-conversation';
import type { PlayedConversation } from '../../conversation/play-settings';
import type { PlayablePolicy } from '../../conversation/policy';
import { type AirlineVersion, AIRLINE_VERSIONS } from '../../environment/airline/world/world';
import { CancelledError, InvalidInputError } from '../../errors';
import { createOnnxPolicy } from '../../policy/onnx-policy';
import { DecisionBatcher } from '../../policy/scoring/decision-batcher';
import { ScoreThread } from '../../policy/scoring/score-thread';
import { createScriptedUser } from '../../simulators/scripted-user';
import { type ChatWorld, openChatWorld } from '../chat/chat-world';
import { formatOutcome } from '../chat/format-outcome';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { formatDecision, formatHeard } from '../policy-run/format-decision';
import { downloadModel, readModelFile } from '../policy-run/read-policy-model';
import { wrapText } from '../report/wrap-text';

type RunOptions = ConnectionOptions & {
  readonly checkpoint?: string;
  readonly data?: string;
  readonly version: AirlineVersion;
  readonly taskSeed: number;
  readonly task?: string;
  readonly temperature: number;
  readonly seed: number;
  readonly top: number;
  readonly maxTurns: number;
};

const DEADLINE_MS = 600_000;

export function addPolicyCommand(program: Command): void {
  const policy = program.command('policy').description('run trained policies');
  const run = policy
    .command('run')
    .description('play one conversation with a policy and show the candidates at each turn; nothing is recorded')
    .argument('[file]', 'ONNX policy; or use --checkpoint')
    .option('--checkpoint <id>', 'checkpoint on a server')
    .option('--data <folder>', 'tau-bench or tau2-bench airline data; default a small generated world')
    .addOption(
      new Option('--version <version>', 'version of the airline world').choices(AIRLINE_VERSIONS).default('v1'),
    )
    .option('--task-seed <number>', 'seed of the generated world and its tasks', parseWhole, 1)
    .option('--task <id>', 'task id, e.g. train-cancel-allowed-0003, or 17 for benchmark data; default the first task')
    .option(
      '--temperature <number>',
      'sampling temperature over the candidates; 0 takes the likeliest',
      parseTemperature,
      0,
    )
    .option('--seed <number>', 'seed of the sampling', parseWhole, 1)
    .option('--top <number>', 'number of candidates to show', parseWhole, 5)
    .option('--max-turns <number>', 'max number of policy turns', parseWhole, 40);
  addConnectionOptions(run).action(runPolicy);
}

async function runPolicy(file: string | undefined, options: RunOptions): Promise<void> {
  const model = await readModel(file, options);
  const world = await openChatWorld(options);
  const { rollout } = await playModel(model, world, options);
  print(formatOutcome(rollout, world.environment));
}

function readModel(file: string | undefined, options: RunOptions): Promise<Uint8Array> {
  const { checkpoint } = options;
  if (file !== undefined && checkpoint === undefined) return readModelFile(file);
  if (file === undefined && checkpoint !== undefined) return downloadModel(connect(options), checkpoint);
  throw new InvalidInputError('give either an ONNX file or --checkpoint ID');
}

async function playModel(model: Uint8Array, world: ChatWorld, options: RunOptions): Promise<PlayedConversation> {
  const thread = await ScoreThread.start(model);
  const scorer = new DecisionBatcher(thread);
  const control = new AbortController();
  const quit = (): void => {
    control.abort(new CancelledError('the conversation was aborted'));
  };
  for (const signal of STOP_SIGNALS) process.once(signal, quit);
  try {
    const { externalId, instruction } = world.task.task;
    print(`Task ${externalId}: ${instruction.replace(/\s+/g, ' ')}`);
    print('Only the user sees the instruction; the policy sees the conversation.');
    return await playTask(world, policyOf(scorer, options), { options, signal: control.signal });
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, quit);
    scorer.close();
    await thread.close();
  }
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function policyOf(scorer: DecisionBatcher, { temperature, top }: RunOptions): PlayablePolicy {
  const format = { temperature: temperature === 0 ? 1 : temperature, limit: top };
  return createOnnxPolicy({
    scorer,
    temperature,
    onDecision: (taken) => {
      print(formatDecision(taken, format));
    },
  });
}

type Playing = { readonly options: RunOptions; readonly signal: AbortSignal };

function playTask({ environment, brief, task }: ChatWorld, policy: PlayablePolicy, { options, signal }: Playing) {
  return playConversation({
    environment,
    brief,
    task,
    trial: 0,
    policy,
    simulator: createScriptedUser(),
    seed: options.seed,
    maxTurns: options.maxTurns,
    deadlineMs: DEADLINE_MS,
    signal,
    onUtterance: (utterance) => {
      const line = formatHeard(utterance);
      if (line !== null) print(line);
    },
  });
}

function print(text: string): void {
  process.stdout.write(`${wrapText(text)}\n`);
}

function parseWhole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('not a whole number.');
}

function parseTemperature(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('not a number from 0 to 100.');
  return value;
}
