import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Collection } from '../../model/collection/collection.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { JobRun } from '../../model/jobs/job-run.model';
import { Policy } from '../../model/players/policy.model';
import { TaskSet } from '../../model/tasks/task-set.model';
import { UserSimulator } from '../../model/players/user-simulator.model';
import { JOBS } from '../../services/job-registry';
import { cancelCollection } from '../../services/collection/cancel-collection';
import { summarizeGroups } from '../../services/collection/collection-groups';
import { readCollectionProgress } from '../../services/collection/collection-progress';
import { startCollection } from '../../services/collection/start-collection';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { streamCollection } from './follow-collection';
import { collectionSettingsFormat } from '../../services/collection/collection-settings';
import { CollectionSettingsType } from './collection-settings.type';
import { collectionChoiceOf, StartCollectionInput } from './start-collection.input';
import type { RequestContext } from '../graph/request-context';
import { CollectionEvent } from './collection-event.type';
import { CollectionGroupsType, CollectionProgressType } from './collection-progress.type';
import { experimentFields } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';

const CollectionConnection = connectionTypeOf(Collection, 'Collection');

export const COLLECTION_LISTS = experimentFields({
  field: 'collections',
  Connection: CollectionConnection,
  list: LISTS.collectionsOfExperiment,
  description: 'Collections of an experiment, newest first.',
});

@ArgsType()
class FollowCollectionArgs {
  @Field(() => ID, { description: 'Id of the collection.' })
  id!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Sequence number of the last event received; 0 for all events. After a reconnect no event is lost.',
  })
  since!: number;
}

type Subscriber = { readonly args: FollowCollectionArgs; readonly context: RequestContext };

/** Assumed number of shards of a collection when the cost of an operation is estimated. */
const ASSUMED_SHARDS = 16;
/** Cost of a field that reads the rollouts of a collection. */
const PROGRESS_COST = 200;

@Resolver(() => Collection)
export class CollectionResolver {
  @Requires('READ')
  @Query(() => Collection, { nullable: true, description: 'One collection.' })
  collection(
    @Arg('id', () => ID, { description: 'Id of the collection.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Collection> {
    return inTenant((stores) => stores.collections.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => Collection, {
    description:
      'Enqueues a collection; its settings are persisted before this returns. All workers share its rollouts.',
  })
  startCollection(
    @Arg('input', () => StartCollectionInput, { description: 'Tasks, players and settings of the collection.' })
    input: StartCollectionInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<Collection> {
    const { experimentId, taskSetId, policyId, userSimulatorId, idempotencyKey = null } = input;
    const settings = collectionChoiceOf(input);
    const references = { experimentId, taskSetId, policyId, userSimulatorId };
    return startCollection(database, tenantId, { ...references, settings, idempotencyKey });
  }

  @Requires('WRITE')
  @Mutation(() => Collection, {
    description:
      'Cancels the rest of a collection; rollouts already stored are kept. No effect on a collection that has ended.',
  })
  cancelCollection(
    @Arg('id', () => ID, { description: 'Id of the collection.' }) id: string,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<Collection> {
    return cancelCollection(database, tenantId, { id, jobs: JOBS });
  }

  @Requires('READ')
  @Subscription(() => CollectionEvent, {
    description:
      'Progress of a collection: events after `since`, then live events. Completes when the collection has ended.',
    subscribe: ({ args, context }: Subscriber) => streamCollection(context, args),
  })
  collectionProgress(
    @Args(() => FollowCollectionArgs) _args: FollowCollectionArgs,
    @Root() event: CollectionEvent,
  ): CollectionEvent {
    return event;
  }

  @FieldResolver(() => CollectionSettingsType, { description: 'All settings of the collection.' })
  settings(@Root() collection: Collection): CollectionSettingsType {
    return collectionSettingsFormat.readRow(collection, collection.settingsJson);
  }

  @FieldResolver(() => Experiment, { description: 'Experiment that the rollouts belong to.' })
  experiment(@Root() collection: Collection, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(collection.experimentId);
  }

  @FieldResolver(() => TaskSet, { description: 'Task set that the tasks are taken from.' })
  taskSet(@Root() collection: Collection, @Ctx() { loaders }: RequestContext): Promise<TaskSet> {
    return loaders.taskSet.load(collection.taskSetId);
  }

  @FieldResolver(() => Policy, { description: 'Policy that plays the agent.' })
  policy(@Root() collection: Collection, @Ctx() { loaders }: RequestContext): Promise<Policy> {
    return loaders.policy.load(collection.policyId);
  }

  @FieldResolver(() => UserSimulator, { description: 'User simulator that plays the user.' })
  userSimulator(@Root() collection: Collection, @Ctx() { loaders }: RequestContext): Promise<UserSimulator> {
    return loaders.userSimulator.load(collection.userSimulatorId);
  }

  @Extensions({ cost: PROGRESS_COST })
  @FieldResolver(() => CollectionProgressType, { description: 'Current progress.' })
  progress(@Root() collection: Collection, @Ctx() { inTenant }: RequestContext): Promise<CollectionProgressType> {
    return inTenant((stores) => readCollectionProgress(stores, collection));
  }

  @Extensions({ cost: PROGRESS_COST })
  @FieldResolver(() => CollectionGroupsType, { description: 'Outcomes of its groups.' })
  async groups(@Root() collection: Collection, @Ctx() { inTenant }: RequestContext): Promise<CollectionGroupsType> {
    const figures = await inTenant((stores) => stores.collectionFigures.readGroups(collection.id));
    return Object.assign(new CollectionGroupsType(), summarizeGroups(collection, figures));
  }

  @Extensions({ assumedLength: ASSUMED_SHARDS })
  @FieldResolver(() => [JobRun], { description: 'Jobs of the collection, one per shard, in order.' })
  async shardJobs(@Root() collection: Collection, @Ctx() { loaders }: RequestContext): Promise<JobRun[]> {
    const shards = await loaders.shardsOfCollection.load(collection.id);
    return Promise.all(shards.map((shard) => loaders.jobRun.load(shard.jobRunId)));
  }
}
