import { z } from 'zod';
import type { Setting, SettingsTable } from '../domain/settings/setting';
import { constantDefaultOf } from '../domain/settings/settings-of';
import type { SettingShape } from './settings-schema';

/** Version of stored settings: rows without one are of version 1, as v0.1.0 wrote them. */
const versionSchema = z.looseObject({ version: z.int().default(1) });

/**
 * Reads settings as a row keeps them.
 *
 * @param readers by version; the newest is what the writer beside them writes
 * @throws Error for a version that this code does not know; ZodError for a text that is not of its version
 */
export function readStored<Settings>(
  settingsJson: string,
  readers: Readonly<Record<number, z.ZodType<Settings>>>,
): Settings {
  const stored: unknown = JSON.parse(settingsJson);
  const { version } = versionSchema.parse(stored);
  const reader = readers[version];
  if (reader === undefined) throw new Error(`settings of version ${version} are newer than this code`);
  return reader.parse(stored);
}

/**
 * A zod object for stored settings. Ranges are not checked, because they may have been others when the row was written; a
 * setting that did not exist then has its value of that time; a member that is no setting any more is dropped.
 */
export function storedSchema<Table extends SettingsTable>(table: Table): z.ZodObject<SettingShape<Table>> {
  const entries = Object.entries(table).map(([name, setting]) => [name, memberSchema(setting)] as const);
  return z.object(Object.fromEntries(entries) as SettingShape<Table>);
}

function memberSchema(setting: Setting): z.ZodType {
  const value = valueSchema(setting);
  const before = setting.valueBefore === undefined ? constantDefaultOf(setting) : setting.valueBefore;
  return before === undefined ? value : value.default(before);
}

function valueSchema(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case 'NUMBER':
      return setting.nullMeans === null ? z.number() : z.number().nullable();
    case 'NUMBERS':
      return z.array(z.number());
    case 'CHOICE':
      return z.enum(setting.choices);
    case 'CHOICES':
      return z.array(z.enum(setting.choices));
    case 'FLAG':
      return z.boolean();
    case 'TEXT':
      return z.string().nullable();
    case 'TEXTS':
      return z.array(z.string()).nullable();
    case 'GROUP': {
      const members = storedSchema(setting.settings);
      return setting.default === null ? members.nullable() : members;
    }
  }
}
