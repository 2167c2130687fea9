import type { TierStatistics } from '../calibration-report';

type FigureType = 'INTEGER' | 'NUMBER' | 'BOOLEAN';

type TierFigure = {
  readonly name: string;
  readonly type: FigureType;
  readonly isNullable: boolean;
  readonly description: string;
  readonly read: (statistics: TierStatistics) => number | boolean | null;
};

/**
 * The figures of a tier that a calibration round shows beside its report. A new one is an entry here, its computation and a
 * migration: column, row, GraphQL field and the query of the command line read this list.
 */
export const TIER_FIGURES = [
  {
    name: 'turns',
    type: 'INTEGER',
    isNullable: false,
    description: 'Turns of this tier in SCORED rollouts.',
    read: ({ turns }) => turns,
  },
  {
    name: 'rolloutsWith',
    type: 'INTEGER',
    isNullable: false,
    description: 'SCORED rollouts in which the tier occurs.',
    read: ({ rolloutsWith }) => rolloutsWith,
  },
  {
    name: 'turnShareInPassing',
    type: 'NUMBER',
    isNullable: true,
    description: 'Share of the tier’s turns that lie in passing rollouts; null without turns.',
    read: ({ turnShareInPassing }) => turnShareInPassing,
  },
  {
    name: 'presenceInPassing',
    type: 'NUMBER',
    isNullable: true,
    description: 'Share of passing rollouts in which the tier occurs; null without passing rollouts.',
    read: ({ presenceInPassing }) => presenceInPassing,
  },
  {
    name: 'presenceInFailing',
    type: 'NUMBER',
    isNullable: true,
    description: 'Share of failing rollouts in which the tier occurs; null without failing rollouts.',
    read: ({ presenceInFailing }) => presenceInFailing,
  },
  {
    name: 'rho',
    type: 'NUMBER',
    isNullable: true,
    description: 'Point-biserial correlation (rho) of presence and outcome; null when one of them is constant.',
    read: ({ rho }) => rho,
  },
  {
    name: 'rhoLow',
    type: 'NUMBER',
    isNullable: true,
    description: 'Lower end of the 95 % interval of rho, by bootstrap over tasks.',
    read: ({ rhoInterval }) => rhoInterval.low,
  },
  {
    name: 'rhoHigh',
    type: 'NUMBER',
    isNullable: true,
    description: 'Upper end of the 95 % interval of rho.',
    read: ({ rhoInterval }) => rhoInterval.high,
  },
  {
    name: 'withinTaskRho',
    type: 'NUMBER',
    isNullable: true,
    description:
      'Rho after subtracting each task’s mean from presence and outcome; null when nothing varies within any task.',
    read: ({ withinTaskRho }) => withinTaskRho,
  },
  {
    name: 'withinTaskRhoLow',
    type: 'NUMBER',
    isNullable: true,
    description: 'Lower end of the 95 % interval of the within-task rho, by bootstrap over tasks.',
    read: ({ withinTaskRhoInterval }) => withinTaskRhoInterval.low,
  },
  {
    name: 'withinTaskRhoHigh',
    type: 'NUMBER',
    isNullable: true,
    description: 'Upper end of the 95 % interval of the within-task rho.',
    read: ({ withinTaskRhoInterval }) => withinTaskRhoInterval.high,
  },
  {
    name: 'pValue',
    type: 'NUMBER',
    isNullable: true,
    description:
      'Two-sided permutation p-value of the within-task rho, outcomes permuted within tasks; null when no task has mixed outcomes.',
    read: ({ pValue }) => pValue,
  },
  {
    name: 'qValue',
    type: 'NUMBER',
    isNullable: true,
    description: 'Benjamini-Hochberg q-value over the tiers that have a p-value.',
    read: ({ qValue }) => qValue,
  },
  {
    name: 'isTaskDifficultySuspected',
    type: 'BOOLEAN',
    isNullable: true,
    description:
      'True when rho and within-task rho differ in sign or by more than 0.15; null when one of them is undefined.',
    read: ({ isTaskDifficultySuspected }) => isTaskDifficultySuspected,
  },
] as const satisfies readonly TierFigure[];

type Entry = (typeof TIER_FIGURES)[number];

/** The figures of one tier by name. */
export type TierFigures = { -readonly [E in Entry as E['name']]: ReturnType<E['read']> };

export function readTierFigures(statistics: TierStatistics): TierFigures {
  return Object.fromEntries(TIER_FIGURES.map(({ name, read }) => [name, read(statistics)])) as TierFigures;
}
