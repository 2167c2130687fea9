import { Extensions, Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { describeSetting, describeValue } from '../../domain/settings/describe-setting';
import type { GroupSetting, NumberSetting, Setting, SettingsTable } from '../../domain/settings/setting';
import type { TextRule } from '../../stored-text';
import { constantDefaultOf } from '../../domain/settings/settings-of';
import type { ChoiceOf, RequiredNames, SettingsOf, ValueOf } from '../../domain/settings/settings-of';

const MAX_INT = 2 ** 31 - 1;

/** GraphQL types that a table does not contain: the enum of each choice and the class of each group. */
export type SettingTypes<Table extends SettingsTable> = {
  readonly [
    Name in keyof Table as Table[Name] extends { readonly kind: 'CHOICE' | 'CHOICES' | 'GROUP' } ? Name : never
  ]: object;
};

type InputValue<Kind extends Setting> =
  Kind extends GroupSetting<infer Table, object | null> ? SettingsInput<Table> : ValueOf<Kind>;

/** A table as GraphQL passes its input: absent and null mean the default, unless null is a value of its own. */
export type SettingsInput<Table extends SettingsTable> = {
  -readonly [Name in Exclude<keyof Table, RequiredNames<Table>>]?: InputValue<Table[Name]> | null;
} & { -readonly [Name in RequiredNames<Table>]: InputValue<Table[Name]> };

type Described<Table extends SettingsTable> = {
  readonly description: string;
  readonly table: Table;
  readonly types: SettingTypes<Table>;
};

/** An input with a field for each setting of a table. */
export function settingsInput<Table extends SettingsTable>(
  name: string,
  { description, table, types }: Described<Table>,
): new () => SettingsInput<Table> {
  @SettingFields(table, types)
  @InputType(name, { description })
  class Settings {}
  return Settings as new () => SettingsInput<Table>;
}

/**
 * A class with the members of a table and of a base, for an input that extends it with further members. It adds no
 * fields: see SettingFields.
 */
export function settingMembers<Table extends SettingsTable, Others extends object>(
  _table: Table,
  base: new () => Others,
): new () => SettingsInput<Table> & Others {
  return base as new () => SettingsInput<Table> & Others;
}

/**
 * Gives an input a field for each setting of a table. The fields belong to the input itself, because inherited ones
 * lose their extensions.
 */
export function SettingFields<Table extends SettingsTable>(table: Table, types: SettingTypes<Table>): ClassDecorator {
  return ({ prototype }) => {
    for (const [name, setting] of Object.entries(table)) {
      SettingField(setting, typeOf(types, name))(prototype as object, name);
    }
  };
}

/** A field of an input for one setting; the guard of the schema enforces its range. */
export function SettingField(setting: Setting, type?: object): PropertyDecorator {
  const max = maxOf(setting);
  const description = `${describeSetting(setting)}${lengthOf(setting)}`;
  return (target, key) => {
    Field(() => fieldType(setting, type), { nullable: setting.isRequired !== true, description })(target, key);
    Extensions({ setting, ...(max !== null && { max }), ...ruleOf(setting) })(target, key as string);
  };
}

/** An object type with the value of each setting of a table. */
export function settingsType<Table extends SettingsTable>(
  name: string,
  { description, table, types }: Described<Table>,
): new () => SettingsOf<Table> {
  @ValueFields(table, types)
  @ObjectType(name, { description })
  class Settings {}
  return Settings as new () => SettingsOf<Table>;
}

/**
 * Gives an object type a field with the value of each setting of a table. @param areNullable whether each can be
 * missing
 */
export function ValueFields<Table extends SettingsTable>(
  table: Table,
  types: SettingTypes<Table>,
  { areNullable = false } = {},
): ClassDecorator {
  return ({ prototype }) => {
    for (const [name, setting] of Object.entries(table)) {
      const options = { nullable: areNullable || canBeNull(setting), description: describeValue(setting) };
      Field(() => fieldType(setting, typeOf(types, name)), options)(prototype as object, name);
    }
  };
}

/**
 * The settings that a caller gave, as services take them. Null counts as absent unless it differs from the default, so that
 * inputs with the same meaning are stored and hashed alike.
 */
export function chosenOf<Table extends SettingsTable>(
  table: Table,
  input: object | null | undefined,
): Partial<ChoiceOf<Table>> {
  const given = (input ?? {}) as Readonly<Record<string, unknown>>;
  const members = Object.entries(table).flatMap(([name, setting]) => {
    const value = given[name];
    if (value === undefined || (value === null && isNullTheDefault(setting))) return [];
    const isGroup = setting.kind === 'GROUP' && value !== null;
    return [[name, isGroup ? chosenOf(setting.settings, value) : value] as const];
  });
  return Object.fromEntries(members) as Partial<ChoiceOf<Table>>;
}

function isNullTheDefault(setting: Setting): boolean {
  return !canBeNull(setting) || constantDefaultOf(setting) === null;
}

/** Possible types of a field. */
type GraphqlType = object | readonly object[];

function typeOf(types: object, name: string): object | undefined {
  return (types as Readonly<Record<string, object | undefined>>)[name];
}

function fieldType(setting: Setting, type: object | undefined): GraphqlType {
  switch (setting.kind) {
    case 'NUMBER':
      return numberType(setting);
    case 'NUMBERS':
      return [numberType(setting.each)];
    case 'FLAG':
      return Boolean;
    case 'TEXT':
      return String;
    case 'TEXTS':
      return [String];
    case 'CHOICES':
      return [type!];
    case 'CHOICE':
    case 'GROUP':
      return type!;
  }
}

/** GraphQL's Int ends at 2^31 - 1: larger integers are a Float, and the guard checks that they are integers. */
function numberType({ isWhole, max }: NumberSetting): typeof Float {
  return isWhole && max <= MAX_INT ? Int : Float;
}

function canBeNull(setting: Setting): boolean {
  switch (setting.kind) {
    case 'NUMBER':
      return setting.nullMeans !== null;
    case 'TEXT':
    case 'TEXTS':
      return true;
    case 'GROUP':
      return setting.default === null;
    default:
      return false;
  }
}

/** Max length of a text or list. */
function maxOf(setting: Setting): number | null {
  switch (setting.kind) {
    case 'TEXT':
      return setting.maxLength;
    case 'TEXTS':
    case 'NUMBERS':
      return setting.maxEntries;
    case 'CHOICES':
      return setting.choices.length;
    default:
      return null;
  }
}

/** The rule of a text or of each entry of a list of texts: it is only searched for, so it may be blank. */
function ruleOf(setting: Setting): { readonly rule?: TextRule } {
  if (setting.kind !== 'TEXT' && setting.kind !== 'TEXTS') return {};
  return { rule: { max: setting.maxLength, unit: 'characters', mayBeBlank: true } };
}

function lengthOf(setting: Setting): string {
  const max = maxOf(setting);
  if (max === null) return '';
  return ` At most ${max} ${setting.kind === 'TEXT' ? 'characters' : 'entries'}.`;
}
