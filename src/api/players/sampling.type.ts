import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { OpenAiPolicySettings } from '../../policy/openai/openai-policy-settings';
import type { LlmUserSettings } from '../../simulators/llm/llm-user-settings';

/** What an agent and a user behind an endpoint have in common. */
type ModelSettings = OpenAiPolicySettings | LlmUserSettings;

/** How a model behind an endpoint is called. The API key stays with the endpoint. */
@ObjectType()
export abstract class SamplingFields implements Pick<
  ModelSettings,
  keyof OpenAiPolicySettings & keyof LlmUserSettings
> {
  @Field(() => ID, { description: 'Id of the endpoint that serves the model; it may have been deleted.' })
  endpointId!: string;

  @Field(() => String, { description: 'Name of the model at the endpoint.' })
  model!: string;

  @Field(() => Float, { nullable: true, description: 'Sampling temperature; null for the default of the server.' })
  temperature!: number | null;

  @Field(() => Boolean, { description: 'Whether requests carry a seed, derived from that of the rollout.' })
  sendsSeed!: boolean;

  @Field(() => Int, { nullable: true, description: 'Max tokens of an answer; null for the default of the server.' })
  maxOutputTokens!: number | null;

  @Field(() => Int, { description: 'Timeout of one request in ms, until the last byte of its answer.' })
  timeoutMs!: number;

  @Field(() => Int, { description: 'Max retries of a failed request.' })
  maxRetries!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Price of a million input tokens in US dollars; null if unknown.',
  })
  inputPricePerMillion!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Price of a million output tokens in US dollars; null if unknown.',
  })
  outputPricePerMillion!: number | null;
}
