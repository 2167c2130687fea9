import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { type EvaluationState, EvaluationStateEnum } from '../../model/enums';
import {
  EVALUATION_ENDED_EVENT,
  EVALUATION_LOOK_EVENT,
  EVALUATION_STARTED_EVENT,
} from '../../services/evaluation/evaluation-event';
import { InterimAnalysis } from './interim-analysis.type';

/** Words of the API and the words that are stored. */
export const EvaluationEventKindEnum = {
  STARTED: EVALUATION_STARTED_EVENT,
  INTERIM_ANALYSIS: EVALUATION_LOOK_EVENT,
  ENDED: EVALUATION_ENDED_EVENT,
} as const;
export type EvaluationEventKind = (typeof EvaluationEventKindEnum)[keyof typeof EvaluationEventKindEnum];
registerEnumType(EvaluationEventKindEnum, {
  name: 'EvaluationEventKind',
  description: 'What happened to an evaluation.',
  valuesConfig: {
    STARTED: { description: 'It was enqueued: an `EvaluationStartedEvent`.' },
    INTERIM_ANALYSIS: { description: 'Partial results were computed: an `EvaluationInterimEvent`.' },
    ENDED: { description: 'It is over: an `EvaluationEndedEvent`. The last event.' },
  },
});

@InterfaceType('EvaluationEvent', { description: 'Something that happened to an evaluation; one type for each kind.' })
export abstract class EvaluationEvent {
  @Field(() => Int, { description: 'Position in the evaluation’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => EvaluationEventKindEnum, { description: 'What happened.' })
  kind!: EvaluationEventKind;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => EvaluationStateEnum, { description: 'State of the evaluation after the event.' })
  state!: EvaluationState;

  /** Shown as `evaluation`. */
  evaluationId!: string;
}

@ObjectType('EvaluationStartedEvent', { implements: EvaluationEvent, description: 'The evaluation was enqueued.' })
export class EvaluationStartedEvent extends EvaluationEvent {}

@ObjectType('EvaluationInterimEvent', {
  implements: EvaluationEvent,
  description: 'Partial results were computed while the collection runs.',
})
export class EvaluationInterimEvent extends EvaluationEvent {
  @Field(() => InterimAnalysis, { description: 'The interim analysis.' })
  analysis!: InterimAnalysis;
}

@ObjectType('EvaluationEndedEvent', { implements: EvaluationEvent, description: 'The evaluation is over.' })
export class EvaluationEndedEvent extends EvaluationEvent {
  @Field(() => String, { nullable: true, description: 'Why it failed; null unless `state` is FAILED.' })
  errorMessage!: string | null;
}
