import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { type EvaluationState, EvaluationStateEnum } from '../../model/enums';
import {
  EVALUATION_ENDED_EVENT,
  EVALUATION_LOOK_EVENT,
  EVALUATION_STARTED_EVENT,
} from '../../services/evaluation/evaluation-event';
import { InterimAnalysis } from './interim-analysis.type';

/** API names of the stored kinds. */
export const EvaluationEventKindEnum = {
  STARTED: EVALUATION_STARTED_EVENT,
  INTERIM_ANALYSIS: EVALUATION_LOOK_EVENT,
  ENDED: EVALUATION_ENDED_EVENT,
} as const;
export type EvaluationEventKind = (typeof EvaluationEventKindEnum)[keyof typeof EvaluationEventKindEnum];
registerEnumType(EvaluationEventKindEnum, {
  name: 'EvaluationEventKind',
  description: 'Kind of an evaluation event.',
  valuesConfig: {
    STARTED: { description: 'The evaluation was enqueued: an `EvaluationStartedEvent`.' },
    INTERIM_ANALYSIS: { description: 'An interim analysis was computed: an `EvaluationInterimEvent`.' },
    ENDED: { description: 'The evaluation ended: an `EvaluationEndedEvent`. Always the last event.' },
  },
});

@InterfaceType('EvaluationEvent', { description: 'An event of an evaluation; one type per kind.' })
export abstract class EvaluationEvent {
  @Field(() => Int, {
    description:
      'Sequence number within the evaluation, from 1 without gaps. Pass it as `since` to continue after this event.',
  })
  seq!: number;

  @Field(() => EvaluationEventKindEnum, { description: 'What happened.' })
  kind!: EvaluationEventKind;

  @Field(() => Date, { description: 'Time of the event.' })
  createdAt!: Date;

  @Field(() => EvaluationStateEnum, { description: 'State of the evaluation after the event.' })
  state!: EvaluationState;

  /** The id behind the field `evaluation`. */
  evaluationId!: string;
}

@ObjectType('EvaluationStartedEvent', { implements: EvaluationEvent, description: 'The evaluation was enqueued.' })
export class EvaluationStartedEvent extends EvaluationEvent {}

@ObjectType('EvaluationInterimEvent', {
  implements: EvaluationEvent,
  description: 'An interim analysis was computed while the collection is running.',
})
export class EvaluationInterimEvent extends EvaluationEvent {
  @Field(() => InterimAnalysis, { description: 'The interim analysis.' })
  analysis!: InterimAnalysis;
}

@ObjectType('EvaluationEndedEvent', { implements: EvaluationEvent, description: 'The evaluation ended.' })
export class EvaluationEndedEvent extends EvaluationEvent {
  @Field(() => String, { nullable: true, description: 'Why the evaluation failed; null unless `state` is FAILED.' })
  errorMessage!: string | null;
}
