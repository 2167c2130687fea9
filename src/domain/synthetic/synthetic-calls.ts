import type { Tier } from '../classification/tier';
import type { Random } from '../random';
import type { RecordedToolCall } from '../trajectory';
import type { SyntheticTask } from './synthetic-task';

/** Tiers that come from calling a tool. */
export type CallTier = Exclude<Tier, 'MESSAGE'>;

/**
 * Tool calls that the airline classifier assigns to one tier.
 *
 * @param occurrence number of the occurrence in its rollout, which makes its arguments distinct
 * @returns one call per turn: a single one, or for DUPLICATE a thought (tier MESSAGE) and its repetition
 */
export function createCalls(
  tier: CallTier,
  { task, userId }: SyntheticTask,
  occurrence: number,
  random: Random,
): readonly RecordedToolCall[] {
  const [booking, baggage] = task.goldenActions;
  switch (tier) {
    case 'GOLD_EXACT':
      return [call('book_reservation', booking!.arguments, '{"reservation_id": "SYNNEW"}')];
    case 'SOFT_MATCH': {
      const golden = JSON.parse(baggage!.arguments) as Readonly<Record<string, unknown>>;
      const total = 10 + random.integer(0, 9) * 10 + occurrence;
      return [
        call(
          'update_reservation_baggages',
          JSON.stringify({ ...golden, total_baggages: total }),
          '{"status": "changed"}',
        ),
      ];
    }
    case 'READ_ONLY': {
      const query = { origin: 'QAA', destination: 'QBD', date: `2031-04-${String(10 + occurrence)}` };
      return [call('search_direct_flight', JSON.stringify(query), '[]')];
    }
    case 'STATE_CHANGE': {
      const query = { user_id: userId, amount: 50 + occurrence };
      return [call('send_certificate', JSON.stringify(query), `Certificate of ${query.amount} sent.`)];
    }
    case 'ERROR': {
      const query = { reservation_id: `SYNLOST${occurrence}` };
      return [call('get_reservation_details', JSON.stringify(query), 'Error: reservation not found')];
    }
    case 'DUPLICATE': {
      const thought = call('think', JSON.stringify({ thought: `Synthetic thought ${occurrence}.` }), '');
      return [thought, thought];
    }
  }
}

function call(name: string, argumentsText: string, result: string): RecordedToolCall {
  return { name, arguments: argumentsText, result, isError: null };
}
