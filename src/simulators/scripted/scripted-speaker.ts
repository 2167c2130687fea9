/** One scripted user in one conversation; the first reply answers the greeting. */
export interface ScriptedSpeaker {
  reply(agentText: string): string;
}
