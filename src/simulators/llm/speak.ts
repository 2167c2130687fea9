import type { ChatMessage } from '../../endpoints/chat';
import { judgePrompt, reflectionPrompt, type TranscriptLine } from './llm-prompts';
import type { LlmUserStrategy } from './llm-user-settings';
import { readPlainText, readReactText, readRevisedText, readVerdict } from './read-user-text';
import type { TurnRequests } from './turn-requests';

/** Input of one turn of the user. */
export type SpeakInput = {
  readonly requests: TurnRequests;
  readonly instruction: string;
  /** The conversation so far, as messages for the model that plays the user: the agent has the role `user`. */
  readonly messages: readonly ChatMessage[];
  /** The same for a judge. */
  readonly lines: readonly TranscriptLine[];
};

/** Max messages that VERIFY samples until the judge accepts; the last one is sent regardless. */
const MAX_SAMPLES = 3;

/** How each strategy produces the next message of the user. @see Specification of tau-bench airline, section 8 */
export const SPEAK: Readonly<Record<LlmUserStrategy, (input: SpeakInput) => Promise<string>>> = {
  LLM: sample,
  REACT: ({ requests, messages }) => requests.ask(messages, readReactText, 'the part "User Response:"'),
  VERIFY: speakVerified,
  REFLECTION: speakReflected,
};

function sample({ requests, messages }: SpeakInput): Promise<string> {
  return requests.ask(messages, readPlainText, 'any text');
}

async function speakVerified(input: SpeakInput): Promise<string> {
  for (let samples = 1; ; samples += 1) {
    const message = await sample(input);
    if (samples >= MAX_SAMPLES || (await isGood(input, message))) return message;
  }
}

/**
 * A message that the judge rejects is revised once; if the revision is rejected too, the first message is sent.
 *
 * The reference passes the revision to the model as if the agent had said it, and samples once more; here the revision
 * itself is sent.
 */
async function speakReflected(input: SpeakInput): Promise<string> {
  const first = await sample(input);
  if (await isGood(input, first)) return first;
  const { requests, instruction, lines } = input;
  const prompt = asRequest(reflectionPrompt(instruction, lines, first));
  const revised = await requests.ask(prompt, readRevisedText, 'the part "Response:"');
  return (await isGood(input, revised)) ? revised : first;
}

/** The reference swaps the labels of agent and customer; here they are correct. */
function isGood({ requests, instruction, lines }: SpeakInput, message: string): Promise<boolean> {
  return requests.ask(asRequest(judgePrompt(instruction, lines, message)), readVerdict, 'true or false');
}

/** Some servers reject a conversation without a message in the role `user`. */
function asRequest(prompt: string): ChatMessage[] {
  return [{ role: 'user', content: prompt }];
}
