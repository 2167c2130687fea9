import type { Tool } from '../tool';

/** Hand the user over to a person. In the first version this ends the episode; in the second the user does. */
export function transferToHumanAgentsTool(endsEpisode: boolean): Tool {
  return {
    name: 'transfer_to_human_agents',
    parameters: ['summary'],
    kind: 'GENERIC',
    endsEpisode,
    run: () => 'Transfer successful',
  };
}
