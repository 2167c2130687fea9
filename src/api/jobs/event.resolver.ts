import { Args, ArgsType, Field, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { Requires } from '../guards/authorization';
import { streamExperiment, streamJob } from './follow-events';
import type { RequestContext } from '../graph/request-context';
import { ExperimentEvent } from './experiment-event.type';
import { JobEventType } from './job-event.type';

@ArgsType()
class FollowArgs {
  @Field(() => ID, { description: 'Id of the job or experiment.' })
  id!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Sequence number of the last event received; 0 for all events. After a reconnect no event is lost.',
  })
  since!: number;
}

type Subscriber = { readonly args: FollowArgs; readonly context: RequestContext };

@Resolver()
export class EventResolver {
  @Requires('READ')
  @Subscription(() => JobEventType, {
    description:
      'State and progress of a job: events after `since`, then live events. Completes after the final state.',
    subscribe: ({ args, context }: Subscriber) => streamJob(context, args),
  })
  jobProgress(@Args(() => FollowArgs) _args: FollowArgs, @Root() event: JobEventType): JobEventType {
    return event;
  }

  @Requires('READ')
  @Subscription(() => ExperimentEvent, {
    description: 'Changes in an experiment: events after `since`, then live events, until you unsubscribe.',
    subscribe: ({ args, context }: Subscriber) => streamExperiment(context, args),
  })
  experimentEvents(@Args(() => FollowArgs) _args: FollowArgs, @Root() event: ExperimentEvent): ExperimentEvent {
    return event;
  }
}
