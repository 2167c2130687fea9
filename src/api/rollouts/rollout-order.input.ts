import { Field, InputType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../model/enums';
import {
  ROLLOUT_ORDER_FIELDS,
  type RolloutOrder,
  type RolloutOrderField,
  SORT_DIRECTIONS,
  type SortDirection,
} from '../../persistence/stores/rollouts/rollout-order';

const RolloutOrderFieldEnum = enumOf(ROLLOUT_ORDER_FIELDS);
registerEnumType(RolloutOrderFieldEnum, {
  name: 'RolloutOrderField',
  description: 'Sort key of rollouts. Ties are sorted by id, in the same direction.',
  valuesConfig: {
    CREATED_AT: { description: 'Time at which the rollout was stored.' },
    REWARD: { description: 'Reward; rollouts without a reward come last in both directions.' },
    TURN_COUNT: { description: 'Number of turns.' },
  },
});

const SortDirectionEnum = enumOf(SORT_DIRECTIONS);
registerEnumType(SortDirectionEnum, {
  name: 'SortDirection',
  description: 'Sort direction.',
  valuesConfig: {
    ASCENDING: { description: 'Smallest or oldest first.' },
    DESCENDING: { description: 'Largest or newest first.' },
  },
});

@InputType('RolloutOrder', { description: 'Sort order of rollouts.' })
export class RolloutOrderInput implements RolloutOrder {
  @Field(() => RolloutOrderFieldEnum, { description: 'Sort key.' })
  field!: RolloutOrderField;

  @Field(() => SortDirectionEnum, { defaultValue: 'ASCENDING', description: 'Sort direction.' })
  direction!: SortDirection;
}

/** Oldest first. */
export const DEFAULT_ROLLOUT_ORDER: RolloutOrder = { field: 'CREATED_AT', direction: 'ASCENDING' };
