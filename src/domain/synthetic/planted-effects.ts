import { mapTiers, type PerTier } from '../classification/tier';

/**
 * Probability that a tier occurs in a rollout: base + perSkill * skill + perDifficulty * difficulty, all between 0 and
 * 1.
 */
export type PresenceModel = { readonly base: number; readonly perSkill: number; readonly perDifficulty: number };

/** The relation of one tier to success that the generator plants, before any sampling. */
export type PlantedEffect = {
  readonly presence: PresenceModel;
  /**
   * Point-biserial correlation of presence and success over infinitely many attempts at the tasks; null when presence
   * is constant.
   */
  readonly rawCorrelation: number | null;
  /** The same after subtracting each task's means, which removes the effect of difficulty. */
  readonly withinTaskCorrelation: number | null;
};

/**
 * Probabilities used by the generator. GOLD_EXACT rises with skill; STATE_CHANGE, ERROR and, less so, DUPLICATE fall
 * with it; READ_ONLY depends on task difficulty alone, so that it looks harmful in raw figures and is harmless within a
 * task; SOFT_MATCH depends on neither; MESSAGE is always present.
 */
export const PRESENCE_MODELS: PerTier<PresenceModel> = {
  GOLD_EXACT: { base: 0.05, perSkill: 0.9, perDifficulty: 0 },
  SOFT_MATCH: { base: 0.45, perSkill: 0, perDifficulty: 0 },
  READ_ONLY: { base: 0.05, perSkill: 0, perDifficulty: 0.9 },
  STATE_CHANGE: { base: 0.9, perSkill: -0.85, perDifficulty: 0 },
  MESSAGE: { base: 1, perSkill: 0, perDifficulty: 0 },
  ERROR: { base: 0.8, perSkill: -0.7, perDifficulty: 0 },
  DUPLICATE: { base: 0.6, perSkill: -0.5, perDifficulty: 0 },
};

/** How steeply success changes with skill minus difficulty. */
const STEEPNESS = 6;
/** Points at which skill, uniform on [0, 1], is averaged. */
const SKILL_POINTS = 1000;

/** Probability of success of one attempt: logistic(6 * (skill - difficulty)); skill and difficulty from 0 to 1. */
export function successChance(skill: number, difficulty: number): number {
  return 1 / (1 + Math.exp(-STEEPNESS * (skill - difficulty)));
}

/** Probability that a tier occurs in one attempt, 0 to 1. */
export function presenceChance(model: PresenceModel, skill: number, difficulty: number): number {
  return model.base + model.perSkill * skill + model.perDifficulty * difficulty;
}

/**
 * What an estimator should find with unlimited attempts at these tasks, computed from the model, not from a sample.
 * Presence and success are independent given skill and difficulty, so their covariance is that of their probabilities.
 *
 * @param difficulties of the tasks, 0 to 1; at least one
 * @returns the model and both correlations per tier; null for MESSAGE, which is constant
 */
export function plantedEffects(difficulties: readonly number[]): PerTier<PlantedEffect> {
  return mapTiers((tier) => {
    const presence = PRESENCE_MODELS[tier];
    const tasks = difficulties.map((difficulty) => taskMoments(presence, difficulty));
    const mean = (pick: (task: TaskMoments) => number): number =>
      tasks.reduce((sum, task) => sum + pick(task), 0) / tasks.length;
    const [x, o] = [mean((task) => task.presence), mean((task) => task.success)];
    const within = {
      covariance: mean((task) => task.both - task.presence * task.success),
      presence: mean((task) => task.presence * (1 - task.presence)),
      success: mean((task) => task.success * (1 - task.success)),
    };
    const raw = { covariance: mean((task) => task.both) - x * o, presence: x * (1 - x), success: o * (1 - o) };
    return { presence, rawCorrelation: correlation(raw), withinTaskCorrelation: correlation(within) };
  });
}

/** Means over skill at one task: of the probability of presence, of success, and of their product. */
type TaskMoments = { readonly presence: number; readonly success: number; readonly both: number };

function taskMoments(model: PresenceModel, difficulty: number): TaskMoments {
  const sums = { presence: 0, success: 0, both: 0 };
  for (let point = 0; point < SKILL_POINTS; point++) {
    const skill = (point + 0.5) / SKILL_POINTS;
    const presence = presenceChance(model, skill, difficulty);
    const success = successChance(skill, difficulty);
    sums.presence += presence;
    sums.success += success;
    sums.both += presence * success;
  }
  return {
    presence: sums.presence / SKILL_POINTS,
    success: sums.success / SKILL_POINTS,
    both: sums.both / SKILL_POINTS,
  };
}

type SecondMoments = { readonly covariance: number; readonly presence: number; readonly success: number };

/**
 * Values below this are rounding error: certain presence sums to 1, and unrelated probabilities cancel, only up to it.
 */
const ROUNDING = 1e-12;

function correlation({ covariance, presence, success }: SecondMoments): number | null {
  if (presence < ROUNDING || success < ROUNDING) return null;
  return Math.abs(covariance) < ROUNDING ? 0 : covariance / Math.sqrt(presence * success);
}
