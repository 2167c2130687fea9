import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { COLLECTION_ENDED_EVENT } from '../../services/collection/collection-end';
import type { CollectionProgress } from '../../services/collection/collection-progress';
import { COLLECTION_STARTED_EVENT } from '../../services/collection/start-collection';
import { COLLECTION_PROGRESS_EVENT } from '../../services/collection/write-collected';
import { CollectionProgressType } from './collection-progress.type';

/** API names of the stored kinds. */
const CollectionEventKindEnum = {
  STARTED: COLLECTION_STARTED_EVENT,
  PROGRESS: COLLECTION_PROGRESS_EVENT,
  ENDED: COLLECTION_ENDED_EVENT,
} as const;
type CollectionEventKind = (typeof CollectionEventKindEnum)[keyof typeof CollectionEventKindEnum];
registerEnumType(CollectionEventKindEnum, {
  name: 'CollectionEventKind',
  description: 'Kind of a collection event.',
  valuesConfig: {
    STARTED: { description: 'The collection was enqueued.' },
    PROGRESS: { description: 'Rollouts were stored.' },
    ENDED: { description: 'All its jobs reached a final state. Always the last event.' },
  },
});

@ObjectType('CollectionEvent', { description: 'An event of a collection.' })
export class CollectionEvent {
  @Field(() => Int, {
    description:
      'Sequence number within the collection, from 1 without gaps. Pass it as `since` to continue after this event.',
  })
  seq!: number;

  @Field(() => CollectionEventKindEnum, { description: 'What happened.' })
  kind!: CollectionEventKind;

  @Field(() => Date, { description: 'Time of the event.' })
  createdAt!: Date;

  @Field(() => CollectionProgressType, { description: 'Progress at the time of the event.' })
  progress!: CollectionProgress;
}
