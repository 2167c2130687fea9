import type { AnswerTopic } from '../../environment/airline/generator/facts/answers';
import { hearAgent } from './hear-agent';
import { readInstruction, type InstructionKnowledge } from './read-instruction';
import type { ScriptedSpeaker } from './scripted-speaker';
import { STOP, TRANSFERRED } from './stop-texts';

/** Replies after which a user gives up, even with requests still open. */
export const MAX_REPLIES = 30;

/** Refusals after which an insistent user gives in. */
const MAX_PROTESTS = 2;

/**
 * The user of a task with an instruction but no facts. Opens with the first request; answers with the sentences of the
 * instruction about the topic asked; agrees to every proposal, because keywords cannot evaluate sums, durations and
 * alternatives; at a closing brings up the next unstated request; leaves when there is none.
 */
export class InstructionUser implements ScriptedSpeaker {
  private readonly knowledge: InstructionKnowledge;
  private readonly said = new Set<string>();
  private replies = 0;
  private protests = 0;
  private hasHeardTransfer = false;

  constructor(instruction: string) {
    this.knowledge = readInstruction(instruction);
  }

  reply(agentText: string): string {
    this.replies += 1;
    if (this.replies === 1) return this.nextWish() ?? STOP;
    if (this.replies > MAX_REPLIES) return STOP;
    const heard = hearAgent(agentText);
    if (heard.isTransfer) return this.takeTransfer();
    if (heard.isRefusal) return this.protest() ?? STOP;
    if (heard.isConfirmation) return 'Yes, please go ahead.';
    if (heard.topics.length > 0) return this.tell(heard.topics);
    if (heard.isClosing) return this.nextWish() ?? STOP;
    return 'All right.';
  }

  private takeTransfer(): string {
    if (this.hasHeardTransfer) return STOP;
    this.hasHeardTransfer = true;
    return TRANSFERRED;
  }

  private protest(): string | null {
    const objection = this.knowledge.objections[this.protests];
    this.protests += 1;
    if (objection !== undefined) return objection;
    if (!this.knowledge.isInsistent || this.protests > MAX_PROTESTS) return this.nextWish();
    return `I insist. ${this.knowledge.wishes[0] ?? ''}`.trim();
  }

  private tell(topics: readonly AnswerTopic[]): string {
    const texts = [...new Set(topics.flatMap((topic) => this.answersTo(topic)))];
    for (const text of texts) this.said.add(text);
    return texts.length > 0 ? texts.join(' ') : 'I do not know that.';
  }

  private answersTo(topic: AnswerTopic): readonly string[] {
    const { userId, name, sentencesAbout } = this.knowledge;
    if (topic === 'USER_ID') return userId === null ? [] : [`My user id is ${userId}.`];
    if (topic === 'NAME') return name === null ? [] : [`My name is ${name}.`];
    return sentencesAbout(topic);
  }

  private nextWish(): string | null {
    const wish = this.knowledge.wishes.find((text) => !this.said.has(text));
    if (wish === undefined) return null;
    this.said.add(wish);
    return wish;
  }
}
