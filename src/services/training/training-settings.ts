import { z } from 'zod';
import { needsCritic, TRAINING_ESTIMATOR_NAMES, type TrainingEstimatorName } from '../../domain/advantages/estimators';
import type { TrainingEstimatorSettings } from '../../domain/advantages/training/training-rollout';
import { DENSE_SCHEME, type TierValues } from '../../domain/calibration/schemes/reward-scheme';
import { InvalidInputError } from '../../errors';
import { DEFAULT_ADAM } from '../../training/scorer/adam-graph';
import { type Architecture, DEFAULT_ARCHITECTURE, parseArchitecture } from '../../training/scorer/architecture';
import type { LearnerSettings } from '../../training/learner/learner-settings';
import type { TrainerSettings } from '../../training/trainer-settings';
import {
  ESTIMATOR_NUMBERS,
  EVIDENCE_NUMBERS,
  GATING_NUMBERS,
  IMITATION_NUMBERS,
  type NumberSetting,
  REINFORCEMENT_NUMBERS,
  SPREAD_NUMBERS,
  WARNING_NUMBERS,
} from './training-numbers';

/** A schema with one member for each number, in its range, with its default. */
function numbersSchema<Name extends string>(settings: Readonly<Record<Name, NumberSetting>>) {
  const entries = (Object.entries(settings) as [Name, NumberSetting][]).map(([name, { isWhole, ...range }]) => {
    const number = isWhole ? z.int() : z.number();
    return [name, number.min(range.least).max(range.most).default(range.standard)] as const;
  });
  return z.strictObject(Object.fromEntries(entries) as Record<Name, z.ZodDefault<z.ZodNumber>>);
}

/** Which tasks of a set; null members choose nothing. */
const taskChoiceSchema = z.strictObject({
  split: z.string().max(1000).nullable().default(null),
  families: z.array(z.string().max(1000)).max(100).nullable().default(null),
  limit: z.int().min(1).max(2000).nullable().default(null),
});
export type TrainingTaskChoice = z.infer<typeof taskChoiceSchema>;

const commonShape = {
  tasks: taskChoiceSchema.prefault({}),
  validationTasks: taskChoiceSchema.prefault({}),
  architecture: z.unknown().optional().transform(readArchitecture),
};

const estimatorSettingsSchema = numbersSchema(ESTIMATOR_NUMBERS).extend({
  standardDeviation: z.enum(['SAMPLE', 'POPULATION']).default('SAMPLE'),
});

const estimatorOfRunSchema = z.object({
  estimator: z.enum(TRAINING_ESTIMATOR_NAMES),
  estimatorSettings: estimatorSettingsSchema,
});

const imitationSchema = numbersSchema(IMITATION_NUMBERS).extend(commonShape);

const reinforcementSchema = numbersSchema(REINFORCEMENT_NUMBERS).extend({
  ...commonShape,
  estimator: z.enum(TRAINING_ESTIMATOR_NAMES).default('HYBRID'),
  estimatorSettings: estimatorSettingsSchema.prefault({}),
  evidence: numbersSchema(EVIDENCE_NUMBERS).prefault({}),
  gating: numbersSchema(GATING_NUMBERS).nullable().default(null),
  spread: numbersSchema(SPREAD_NUMBERS).nullable().default(null),
  warnings: numbersSchema(WARNING_NUMBERS).prefault({}),
  evaluateEvery: z.int().min(1).max(1_000_000).nullable().default(10),
  patience: z.int().min(1).max(1000).nullable().default(null),
});

export type ImitationRunSettings = z.infer<typeof imitationSchema>;
export type ReinforcementSettings = z.infer<typeof reinforcementSchema>;

/** What a caller chose; what is absent takes its default. */
export type ImitationChoice = z.input<typeof imitationSchema>;
export type ReinforcementChoice = z.input<typeof reinforcementSchema>;

/** Every setting of an imitation. @throws InvalidInputError naming each that is wrong, and its range */
export function resolveImitationSettings(choice: unknown): ImitationRunSettings {
  return parse(imitationSchema, choice);
}

/** Every setting of a reinforcement. @throws InvalidInputError naming each that is wrong, and its range */
export function resolveReinforcementSettings(choice: unknown): ReinforcementSettings {
  return parse(reinforcementSchema, choice);
}

/** Constants of estimators with defaults filled in. @throws InvalidInputError naming each that is wrong, and its range */
export function parseEstimatorSettings(choice: object): TrainingEstimatorSettings {
  return parse(estimatorSettingsSchema, choice);
}

/** The estimator that the settings of a run name; null of a run without one. */
export function readEstimatorOf(settingsJson: string): z.infer<typeof estimatorOfRunSchema> | null {
  const parsed = estimatorOfRunSchema.safeParse(JSON.parse(settingsJson));
  return parsed.success ? parsed.data : null;
}

/** What the learner is opened with. @param architecture of the policy, which a base checkpoint decides */
export function learnerSettingsOf(
  { maxGradientNorm }: { readonly maxGradientNorm: number },
  architecture: Architecture,
  critic: LearnerSettings['critic'] = null,
): LearnerSettings {
  return { architecture, critic, adam: { ...DEFAULT_ADAM, maxGradientNorm } };
}

/** The critic that an estimator needs; null for one without. */
export function criticOf({ estimator, criticWidth }: ReinforcementSettings): LearnerSettings['critic'] {
  return needsCritic(estimator) ? { hidden: [criticWidth] } : null;
}

/** The settings as the trainer takes them. @param values that training begins with */
export function trainerSettingsOf(settings: ReinforcementSettings, values: TierValues): TrainerSettings {
  const proposal = {
    statistic: 'WITHIN_TASK',
    method: 'PROPORTIONAL',
    delta: settings.evidence.delta,
    alpha: 'auto',
    anchor: DENSE_SCHEME,
  } as const;
  return { ...settings, values, proposal };
}

/** @throws InvalidInputError for an estimator that cannot compare so few rollouts */
export function requireComparable({
  estimator,
  rolloutsPerGroup,
}: {
  readonly estimator: TrainingEstimatorName;
  readonly rolloutsPerGroup: number;
}): void {
  if (rolloutsPerGroup >= 2 || needsCritic(estimator)) return;
  throw new InvalidInputError(`rolloutsPerGroup: is ${rolloutsPerGroup}; ${estimator} compares at least 2`);
}

function readArchitecture(value: unknown): Architecture {
  return value === undefined || value === null ? DEFAULT_ARCHITECTURE : parseArchitecture(value);
}

function parse<Output>(schema: z.ZodType<Output>, choice: unknown): Output {
  const parsed = schema.safeParse(choice);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new InvalidInputError(`training settings: ${problems.join('; ')}`);
}
