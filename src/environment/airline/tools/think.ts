import type { Tool } from '../tool';

/** Let the agent write a thought down; the answer is empty. First version only. */
export const think: Tool = {
  name: 'think',
  parameters: ['thought'],
  kind: 'GENERIC',
  endsEpisode: false,
  run: () => '',
};
