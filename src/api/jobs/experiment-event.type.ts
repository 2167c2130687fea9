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
  description: 'What changed in an experiment.',
  valuesConfig: {
    JOB_STATE: { description: 'The state of one of its jobs: a `JobStateEvent`.' },
    ROLLOUTS_INGESTED: { description: 'Rollouts were added: a `RolloutsIngestedEvent`.' },
    CONVERSATION_STARTED: { description: 'A conversation can be followed: a `ConversationStartedEvent`.' },
  },
});

@InterfaceType('ExperimentEvent', { description: 'Something that changed in an experiment; one type for each kind.' })
export abstract class ExperimentEvent {
  @Field(() => Int, { description: 'Position in the experiment’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => ExperimentEventKindEnum, { description: 'What happened.' })
  kind!: ExperimentEventKind;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;
}

@ObjectType('JobStateEvent', {
  implements: ExperimentEvent,
  description: 'The state of one of the experiment’s jobs changed.',
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
  description: 'A conversation of the experiment can be followed.',
})
export class ConversationStartedEvent extends ExperimentEvent {
  @Field(() => ID, { description: 'Id of the conversation, for the subscription `conversation`.' })
  conversationId!: string;
}
