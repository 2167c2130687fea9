import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { CONVERSATION_STARTED_EVENT } from '../../services/conversation/conversation-event';
import { JOB_STATE_EVENT } from '../../services/jobs/job-runs';
import { ROLLOUTS_INGESTED_EVENT } from '../../services/rollouts/ingest-rollouts';
import { JobSnapshot } from './job-event.type';

export const ExperimentEventKindEnum = {
  JOB_STATE: JOB_STATE_EVENT,
  ROLLOUTS_INGESTED: ROLLOUTS_INGESTED_EVENT,
  CONVERSATION_STARTED: CONVERSATION_STARTED_EVENT,
} as const;
export type ExperimentEventKind = keyof typeof ExperimentEventKindEnum;
registerEnumType(ExperimentEventKindEnum, {
  name: 'ExperimentEventKind',
  description: 'Kind of an experiment event.',
  valuesConfig: {
    JOB_STATE: { description: 'The state of a job of the experiment changed: a `JobStateEvent`.' },
    ROLLOUTS_INGESTED: { description: 'Rollouts were added: a `RolloutsIngestedEvent`.' },
    CONVERSATION_STARTED: { description: 'A watchable conversation started: a `ConversationStartedEvent`.' },
  },
});

@InterfaceType('ExperimentEvent', { description: 'An event of an experiment; one type per kind.' })
export abstract class ExperimentEvent {
  @Field(() => Int, {
    description:
      'Sequence number within the experiment, from 1 without gaps. Pass it as `since` to continue after this event.',
  })
  seq!: number;

  @Field(() => ExperimentEventKindEnum, { description: 'What happened.' })
  kind!: ExperimentEventKind;

  @Field(() => Date, { description: 'Time of the event.' })
  createdAt!: Date;
}

@ObjectType('JobStateEvent', {
  implements: ExperimentEvent,
  description: 'The state of a job of the experiment changed.',
})
export class JobStateEvent extends ExperimentEvent {
  @Field(() => JobSnapshot, { description: 'The job.' })
  job!: JobSnapshot;
}

@ObjectType('RolloutsIngestedEvent', {
  implements: ExperimentEvent,
  description: 'Rollouts were added to the experiment.',
})
export class RolloutsIngestedEvent extends ExperimentEvent {
  @Field(() => Int, { description: 'Number of rollouts added.' })
  accepted!: number;
}

@ObjectType('ConversationStartedEvent', {
  implements: ExperimentEvent,
  description: 'A watchable conversation of the experiment started.',
})
export class ConversationStartedEvent extends ExperimentEvent {
  @Field(() => ID, { description: 'Id of the conversation, for the subscription `conversation`.' })
  conversationId!: string;
}
