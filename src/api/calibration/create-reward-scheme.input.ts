import { Field, InputType } from 'type-graphql';
import type { TierValues } from '../../domain/calibration/schemes/reward-scheme';
import { mapTiers, type Tier, TIERS } from '../../domain/classification/tier';
import { required } from '../../domain/settings/setting';
import { InvalidInputError } from '../../errors';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';
import { TIER_VALUE } from '../../services/calibration/create-reward-scheme';
import { TEXTS } from '../../stored-text';
import { BoundedList, BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { SettingField } from '../graph/setting-fields';

@InputType('TierValueInput', { description: 'Value of one tier.' })
export class TierValueInput {
  @Field(() => TierEnum, { description: 'The tier.' })
  tier!: Tier;

  @SettingField(required(TIER_VALUE))
  value!: number;
}

@InputType('CreateRewardSchemeInput', { description: 'A new reward scheme, or a new version of an existing one.' })
export class CreateRewardSchemeInput {
  @BoundedText({ rule: TEXTS.name, description: 'Name. If it exists, its next version is created.' })
  name!: string;

  @BoundedList(() => TierValueInput, { max: TIERS.length, description: 'Exactly one value for each tier.' })
  tiers!: TierValueInput[];

  @IdempotencyKey()
  idempotencyKey?: string | null;
}

/** @throws InvalidInputError if a tier is missing or occurs twice */
export function tierValuesOf(tiers: readonly TierValueInput[]): TierValues {
  return mapTiers((tier) => {
    const entries = tiers.filter((entry) => entry.tier === tier);
    if (entries.length !== 1) {
      throw new InvalidInputError(`tiers: ${tier} has ${entries.length} values; each tier must have exactly one`);
    }
    return entries[0]!.value;
  });
}
