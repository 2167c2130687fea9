import { Field, Float, Int } from 'type-graphql';
import type { NumberSetting } from '../../services/training/training-numbers';

const LARGEST_INT = 2 ** 31 - 1;

/** An optional field of an input for a setting that is a number; its description says its range and its default. */
export function NumberField({ meaning, least, most, isWhole, standard }: NumberSetting): PropertyDecorator {
  // GraphQL's Int ends at 2^31 - 1.
  const type = isWhole && most <= LARGEST_INT ? Int : Float;
  const kind = isWhole ? 'whole number' : 'number';
  const description = `${meaning}. A ${kind} from ${least} to ${most}; default ${standard}.`;
  return Field(() => type, { nullable: true, description });
}
