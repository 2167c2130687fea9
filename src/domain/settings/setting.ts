/**
 * One setting of a job: its range, unit, default and description. The zod schema, the GraphQL input and output, the check of
 * an argument and the option of the CLI are all made from it.
 */
type SettingText = {
  /** A sentence or two without the final full stop of the range, which `describeSetting` adds. */
  readonly description: string;
  /** What an absent setting means when that is no constant, e.g. `half of trials, at least 2`. */
  readonly absentMeans: string | null;
  /** For a setting added after v0.1.0: its value in jobs that were stored without it. Absent: its default. */
  readonly valueBefore?: unknown;
  /** True for a setting without any default. */
  readonly isRequired?: true;
};

/** A number from `min` to `max`. `Value` includes null when null is a choice of its own. */
export type NumberSetting<Value extends number | null = number | null> = SettingText & {
  readonly kind: 'NUMBER';
  readonly isWhole: boolean;
  readonly min: number;
  readonly max: number;
  /** True when the number must be above `min`, not equal to it. */
  readonly excludesMin: boolean;
  readonly excludesMax: boolean;
  /** E.g. `ms`; null for a pure number. */
  readonly unit: string | null;
  /** Undefined: it must be given, or depends on other settings. */
  readonly default: Value | undefined;
  /** What null means; null when null is no choice. */
  readonly nullMeans: string | null;
};

/** One of a closed list of names. */
export type ChoiceSetting<Choice extends string = string> = SettingText & {
  readonly kind: 'CHOICE';
  readonly choices: readonly Choice[];
  readonly default: Choice;
};

export type FlagSetting = SettingText & { readonly kind: 'FLAG'; readonly default: boolean };

/** Settings that belong together, as one member. */
export type GroupSetting<Table extends SettingsTable, Default extends object | null> = SettingText & {
  readonly kind: 'GROUP';
  readonly settings: Table;
  /** An empty object: the default of each member. Null: the group is off unless it is given. */
  readonly default: Default;
};

/** Several of a closed list of names; none by default. */
export type ChoicesSetting<Choice extends string = string> = SettingText & {
  readonly kind: 'CHOICES';
  readonly choices: readonly Choice[];
};

/** A list of numbers. */
export type NumbersSetting = SettingText & {
  readonly kind: 'NUMBERS';
  readonly each: NumberSetting<number>;
  readonly minEntries: number;
  readonly maxEntries: number;
  readonly default: readonly number[];
};

/** A text, or null, which is the default. */
export type TextSetting = SettingText & { readonly kind: 'TEXT'; readonly maxLength: number };

/** A list of texts, or null, which is the default. */
export type TextsSetting = SettingText & {
  readonly kind: 'TEXTS';
  readonly maxEntries: number;
  readonly maxLength: number;
};

export type Setting =
  | NumberSetting
  | NumbersSetting
  | ChoiceSetting
  | ChoicesSetting
  | FlagSetting
  | TextSetting
  | TextsSetting
  | GroupSetting<SettingsTable, object | null>;

/** Settings by the name that inputs, stored JSON and reports use, in the order of reports. */
export type SettingsTable = { readonly [name: string]: Setting };

type NumberOptions = {
  readonly min: number;
  readonly max: number;
  readonly default?: number;
  readonly absentMeans?: string;
  readonly unit?: string;
  readonly excludes?: 'MIN' | 'MIN_AND_MAX';
};

/** A whole number. */
export function whole(description: string, options: NumberOptions): NumberSetting<number> {
  return numberSetting(description, true, options);
}

/** A number that need not be whole. */
export function real(description: string, options: NumberOptions): NumberSetting<number> {
  return numberSetting(description, false, options);
}

function numberSetting(description: string, isWhole: boolean, options: NumberOptions): NumberSetting<number> {
  const { min, max, unit = null, excludes, absentMeans = null } = options;
  return {
    kind: 'NUMBER',
    ...{ description, isWhole, min, max, unit, absentMeans },
    excludesMin: excludes !== undefined,
    excludesMax: excludes === 'MIN_AND_MAX',
    default: options.default,
    nullMeans: null,
  };
}

/** The same setting, which has no default and must be given. */
export function required<Kind extends Setting>(setting: Kind): Kind & { readonly isRequired: true } {
  return { ...setting, isRequired: true };
}

/** The same setting with null as a choice, which is also its default when it has none. */
export function orNull(setting: NumberSetting<number>, nullMeans: string): NumberSetting {
  return { ...setting, default: setting.default ?? null, nullMeans };
}

/** One of these names. */
export function choice<Choice extends string>(
  description: string,
  choices: readonly Choice[],
  standard: NoInfer<Choice>,
): ChoiceSetting<Choice> {
  return { kind: 'CHOICE', description, absentMeans: null, choices, default: standard };
}

/** Any of these names; none by default. */
export function choices<Choice extends string>(description: string, names: readonly Choice[]): ChoicesSetting<Choice> {
  return { kind: 'CHOICES', description, absentMeans: null, choices: names };
}

type NumbersOptions = {
  readonly minEntries: number;
  readonly maxEntries: number;
  readonly default: readonly number[];
};

/** A list of numbers in the range of `each`. */
export function numbers(description: string, each: NumberSetting<number>, options: NumbersOptions): NumbersSetting {
  return { kind: 'NUMBERS', description, absentMeans: null, each, ...options };
}

/** A text that may be left out. */
export function optionalText(description: string, maxLength: number, absentMeans: string): TextSetting {
  return { kind: 'TEXT', description, absentMeans, maxLength };
}

type TextsOptions = { readonly maxEntries: number; readonly maxLength: number; readonly absentMeans: string };

/** A list of texts that may be left out. */
export function optionalTexts(description: string, options: TextsOptions): TextsSetting {
  return { kind: 'TEXTS', description, ...options };
}

/** Yes or no; no by default. */
export function flag(description: string, { default: standard = false } = {}): FlagSetting {
  return { kind: 'FLAG', description, absentMeans: null, default: standard };
}

/** A group whose members have defaults of their own. */
export function group<Table extends SettingsTable>(description: string, settings: Table): GroupSetting<Table, object> {
  return { kind: 'GROUP', description, absentMeans: null, settings, default: {} };
}

/** A group that is off (null) unless it is given; an empty one takes the default of each member. */
export function optionalGroup<Table extends SettingsTable>(
  description: string,
  settings: Table,
  absentMeans: string,
): GroupSetting<Table, null> {
  return { kind: 'GROUP', description, absentMeans, settings, default: null };
}

/** The largest seed: seeds are unsigned 32-bit numbers. */
const MAX_SEED = 2 ** 32 - 1;

/** The seed of a job. */
export function seed(description: string, standard: number): NumberSetting<number> {
  return whole(description, { min: 0, max: MAX_SEED, default: standard });
}
