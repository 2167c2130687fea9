import { z } from 'zod';
import { canonicalJson } from '../canonical-json';
import type { Setting, SettingsTable } from '../domain/settings/setting';
import { constantDefaultOf } from '../domain/settings/settings-of';
import { StoredFormat } from '../stored-format';
import type { SettingShape } from './settings-schema';

/**
 * A zod object for stored settings. Ranges are not checked, because they may have been others when the row was written; a
 * setting that did not exist then has its value of that time; a member that is no setting any more is dropped.
 */
export function storedSchema<Table extends SettingsTable>(table: Table): z.ZodObject<SettingShape<Table>> {
  const entries = Object.entries(table).map(([name, setting]) => [name, memberSchema(setting)] as const);
  return z.object(Object.fromEntries(entries) as SettingShape<Table>);
}

/** How the settings of a table are kept: canonical, and of version 1 without saying so, as v0.1.0 wrote them. */
export function settingsFormat<Settings extends object>(
  place: string,
  schema: z.ZodType<Settings>,
): StoredFormat<Settings> {
  return new StoredFormat({ place, schema, toText: canonicalJson, isFirstVersionImplied: true });
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
