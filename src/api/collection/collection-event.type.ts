import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { COLLECTION_ENDED_EVENT } from '../../services/collection/collection-end';
import type { CollectionProgress } from '../../services/collection/collection-progress';
import { COLLECTION_STARTED_EVENT } from '../../services/collection/start-collection';
import { COLLECTION_PROGRESS_EVENT } from '../../services/collection/write-collected';
import { CollectionProgressType } from './collection-progress.type';

/** Words of the API and the words that are stored. */
const CollectionEventKindEnum = {
  STARTED: COLLECTION_STARTED_EVENT,
  PROGRESS: COLLECTION_PROGRESS_EVENT,
  ENDED: COLLECTION_ENDED_EVENT,
} as const;
type CollectionEventKind = (typeof CollectionEventKindEnum)[keyof typeof CollectionEventKindEnum];
registerEnumType(CollectionEventKindEnum, {
  name: 'CollectionEventKind',
  description: 'What happened to a collection.',
  valuesConfig: {
    STARTED: { description: 'It was enqueued.' },
    PROGRESS: { description: 'Rollouts were stored.' },
    ENDED: { description: 'All of its jobs are final. The last event.' },
  },
});

@ObjectType('CollectionEvent', { description: 'An event of one collection.' })
export class CollectionEvent {
  @Field(() => Int, { description: 'Position in the collection’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => CollectionEventKindEnum, { description: 'What happened.' })
  kind!: CollectionEventKind;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => CollectionProgressType, { description: 'Progress at that time.' })
  progress!: CollectionProgress;
}
