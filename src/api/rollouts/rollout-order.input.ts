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
  description: 'What rollouts are sorted by. Equal ones are sorted by id, in the same direction.',
  valuesConfig: {
    CREATED_AT: { description: 'When they were stored.' },
    REWARD: { description: 'Their reward; those without one come last in both directions.' },
    TURN_COUNT: { description: 'Their number of turns.' },
  },
});

const SortDirectionEnum = enumOf(SORT_DIRECTIONS);
registerEnumType(SortDirectionEnum, {
  name: 'SortDirection',
  description: 'Which end comes first.',
  valuesConfig: {
    ASCENDING: { description: 'The smallest, or the oldest, first.' },
    DESCENDING: { description: 'The largest, or the newest, first.' },
  },
});

@InputType('RolloutOrder', { description: 'The order of a list of rollouts.' })
export class RolloutOrderInput implements RolloutOrder {
  @Field(() => RolloutOrderFieldEnum, { description: 'What they are sorted by.' })
  field!: RolloutOrderField;

  @Field(() => SortDirectionEnum, { defaultValue: 'ASCENDING', description: 'Which end comes first.' })
  direction!: SortDirection;
}

/** Oldest first. */
export const DEFAULT_ROLLOUT_ORDER: RolloutOrder = { field: 'CREATED_AT', direction: 'ASCENDING' };
