import type {
  ChoiceSetting,
  ChoicesSetting,
  FlagSetting,
  GroupSetting,
  NumberSetting,
  NumbersSetting,
  Setting,
  SettingsTable,
  TextSetting,
  TextsSetting,
} from './setting';

/** The value of a setting once defaults are filled in. */
export type ValueOf<Kind extends Setting> =
  Kind extends NumberSetting<infer Value>
    ? Value
    : Kind extends ChoiceSetting<infer Choice>
      ? Choice
      : Kind extends FlagSetting
        ? boolean
        : Kind extends GroupSetting<infer Table, infer Default>
          ? SettingsOf<Table> | (null extends Default ? null : never)
          : ListOrTextOf<Kind>;

type ListOrTextOf<Kind extends Setting> = Kind extends NumbersSetting
  ? readonly number[]
  : Kind extends ChoicesSetting<infer Choice>
    ? readonly Choice[]
    : Kind extends TextSetting
      ? string | null
      : Kind extends TextsSetting
        ? readonly string[] | null
        : never;

/** Every setting of a table, with a value. */
export type SettingsOf<Table extends SettingsTable> = { readonly [Name in keyof Table]: ValueOf<Table[Name]> };

/** What a caller may choose for a setting. */
export type ChosenOf<Kind extends Setting> =
  Kind extends GroupSetting<infer Table, infer Default>
    ? ChoiceOf<Table> | (null extends Default ? null : never)
    : ValueOf<Kind>;

/** Names of the settings that have no default. */
export type RequiredNames<Table extends SettingsTable> = {
  [Name in keyof Table]: Table[Name] extends { readonly isRequired: true } ? Name : never;
}[keyof Table];

/** What a caller chose of a table; what is absent takes its default. */
export type ChoiceOf<Table extends SettingsTable> = {
  readonly [Name in Exclude<keyof Table, RequiredNames<Table>>]?: ChosenOf<Table[Name]> | undefined;
} & { readonly [Name in RequiredNames<Table>]: ChosenOf<Table[Name]> };

/**
 * The settings of a table with the default of each.
 *
 * @throws Error for a table with a setting that has no constant default
 */
export function defaultsOf<Table extends SettingsTable>(table: Table): SettingsOf<Table> {
  const entries = Object.entries(table).map(([name, setting]) => [name, defaultOf(name, setting)] as const);
  return Object.fromEntries(entries) as SettingsOf<Table>;
}

function defaultOf(name: string, setting: Setting): unknown {
  const value = constantDefaultOf(setting);
  if (value === undefined) throw new Error(`setting ${name} has no default`);
  return value;
}

/** The default of a setting; undefined when it must be given or depends on others. */
export function constantDefaultOf(setting: Setting): unknown {
  switch (setting.kind) {
    case 'GROUP':
      return setting.default === null ? null : defaultsOf(setting.settings);
    case 'CHOICES':
      return [];
    case 'TEXT':
    case 'TEXTS':
      return null;
    default:
      return setting.default;
  }
}

/** The settings of a table in its order, and nothing else, so that equal settings give equal bytes. */
export function orderSettings<Table extends SettingsTable>(
  table: Table,
  settings: SettingsOf<Table>,
): SettingsOf<Table> {
  const values = settings as Readonly<Record<string, unknown>>;
  const entries = Object.entries(table).map(([name, setting]) => {
    const value = values[name];
    const isOpen = setting.kind === 'GROUP' && typeof value === 'object' && value !== null;
    return [name, isOpen ? orderSettings(setting.settings, value as SettingsOf<SettingsTable>) : value] as const;
  });
  return Object.fromEntries(entries) as SettingsOf<Table>;
}
