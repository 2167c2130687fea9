import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { TEXTS } from '../../stored-text';

/** The name of a model, in the words of each input: lengths of texts are not inherited. */
export const MODEL_NAME = { rule: TEXTS.name, description: 'Name of the model, as the endpoint calls it.' } as const;

@InputType({ description: 'How a model behind an endpoint is asked; absent members take the default.' })
export class SamplingInput {
  @Field(() => ID, { description: 'The endpoint that serves the model.' })
  endpointId!: string;

  @Field(() => Float, { nullable: true, description: 'Temperature, 0 to 2; absent: what the server prefers.' })
  temperature?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether requests carry a seed, derived from the rollout’s; some servers refuse it. Default true.',
  })
  sendsSeed?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Tokens of an answer at most, 1 to 1,000,000; absent: what the server prefers.',
  })
  maxOutputTokens?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Time of one request until the last byte of its answer, 100 to 3,600,000 milliseconds; default 120,000.',
  })
  timeoutMs?: number | null;

  @Field(() => Int, { nullable: true, description: 'Requests after the first one, 0 to 10; default 4.' })
  maxRetries?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'US dollars for a million input tokens; absent: no cost is counted.',
  })
  inputPricePerMillion?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'US dollars for a million output tokens; absent: no cost is counted.',
  })
  outputPricePerMillion?: number | null;
}
