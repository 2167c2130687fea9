import { z } from 'zod';
import { humanTurnStream, type StreamEvent } from '../../events/streams';
import { eventFormat, readEvent } from '../jobs/event-format';
import { HUMAN_TURN_STATES } from '../../model/enums';
import type { HumanTurn } from '../../model/conversation/human-turn.model';
import type { TenantStores } from '../../persistence/tenant-stores';

/** Kind of event in the streams of human turns: a question was asked, or reached a final state. */
export const HUMAN_TURN_EVENT = 'HUMAN_TURN';

/** Payload sent to subscribers about a question: ids and states. Stored as JSON, so old events must stay readable. */
const humanTurnEventSchema = z.object({
  humanTurnId: z.uuid(),
  state: z.enum(HUMAN_TURN_STATES),
  taskExternalId: z.string(),
  trial: z.number().int(),
  index: z.number().int(),
});

export type HumanTurnNews = z.infer<typeof humanTurnEventSchema>;

export const humanTurnEventFormat = eventFormat<HumanTurnNews>(humanTurnEventSchema);

/**
 * Notifies the subscribers of the organization and the experiment about the state of a question. Call it last in a unit
 * of work.
 */
export async function publishHumanTurn(stores: TenantStores, turn: HumanTurn): Promise<void> {
  const { id: humanTurnId, experimentId, state, taskExternalId, trial, index } = turn;
  const news = humanTurnEventFormat.withVersion({ humanTurnId, state, taskExternalId, trial, index });
  await stores.events.append(humanTurnStream(null), HUMAN_TURN_EVENT, news);
  await stores.events.append(humanTurnStream(experimentId), HUMAN_TURN_EVENT, news);
}

/** @throws StoredTextError for an event of another kind */
export function readHumanTurnEvent(event: StreamEvent): HumanTurnNews {
  return readEvent(humanTurnEventFormat, event);
}
