import { z } from 'zod';
import { problemOfValue } from '../domain/settings/check-settings';
import type { Setting, SettingsTable } from '../domain/settings/setting';
import { type ChosenOf, constantDefaultOf, type ValueOf } from '../domain/settings/settings-of';

/** A zod schema for each setting of a table. */
export type SettingShape<Table extends SettingsTable> = {
  [Name in keyof Table]: z.ZodType<ValueOf<Table[Name]>, ChosenOf<Table[Name]> | undefined>;
};

/**
 * The members of a zod object for a table: each setting in its range, with its default. Errors name the value and the limit.
 * A setting without a constant default must be given.
 */
export function settingShape<Table extends SettingsTable>(table: Table): SettingShape<Table> {
  const entries = Object.entries(table).map(([name, setting]) => [name, settingSchema(setting)] as const);
  return Object.fromEntries(entries) as SettingShape<Table>;
}

/** A strict zod object for a table: a member that is no setting is refused. */
export function settingsSchema<Table extends SettingsTable>(
  table: Table,
): z.ZodObject<SettingShape<Table>, z.core.$strict> {
  return z.strictObject(settingShape(table));
}

/** A zod schema for one setting, with its default when that is a constant. */
export function settingSchema<Kind extends Setting>(
  setting: Kind,
): z.ZodType<ValueOf<Kind>, ChosenOf<Kind> | undefined>;
export function settingSchema(setting: Setting): z.ZodType {
  if (setting.kind === 'GROUP') {
    const members = settingsSchema(setting.settings);
    return setting.default === null ? members.nullable().default(null) : members.prefault({});
  }
  const value = z.unknown().superRefine((given, context) => {
    const problem = problemOfValue(setting, given);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
  const standard = constantDefaultOf(setting);
  return standard === undefined ? value : value.default(standard);
}
