import { itemAt } from '../../values/containers';
import { entryJson } from '../world/entry-json';
import { Refusal, type Tool } from '../tool';
import type { Wording } from '../wording';

/** Show a user as JSON. */
export function getUserDetailsTool(wording: Wording): Tool {
  return {
    name: 'get_user_details',
    parameters: ['user_id'],
    kind: 'READ',
    endsEpisode: false,
    run(given, state) {
      const id = itemAt(given, 'user_id');
      const user = state.find('users', id);
      if (user === undefined) throw new Refusal(wording.userNotFound(id));
      return entryJson(user);
    },
  };
}
