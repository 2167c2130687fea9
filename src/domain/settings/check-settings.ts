import { InvalidInputError } from '../../errors';
import { describeRange } from './describe-setting';
import type { ChoicesSetting, NumberSetting, NumbersSetting, Setting, SettingsTable, TextsSetting } from './setting';
import type { SettingsOf } from './settings-of';

/** What is wrong with the value of a number, with its limit; null when nothing is. */
export function problemOfNumber(setting: NumberSetting, value: unknown): string | null {
  if (value === null && setting.nullMeans !== null) return null;
  if (typeof value === 'number' && isWithin(setting, value)) return null;
  return `is ${showValue(value)}; it must be ${describeRange(setting)}`;
}

/** What is wrong with a value, a group aside, whose members are checked one by one; null when nothing is. */
export function problemOfValue(setting: Setting, value: unknown): string | null {
  switch (setting.kind) {
    case 'NUMBER':
      return problemOfNumber(setting, value);
    case 'CHOICE':
      if (typeof value === 'string' && setting.choices.includes(value)) return null;
      return `is ${showValue(value)}; it must be ${setting.choices.join(' or ')}`;
    case 'NUMBERS':
      return problemOfNumbers(setting, value);
    case 'CHOICES':
      return problemOfChoices(setting, value);
    case 'TEXT':
      return value === null ? null : problemOfText(setting.maxLength, value);
    case 'TEXTS':
      return value === null ? null : problemOfTexts(setting, value);
    case 'FLAG':
      return typeof value === 'boolean' ? null : `is ${showValue(value)}; it must be true or false`;
    case 'GROUP':
      if (value === null) return setting.default === null ? null : 'is null; it must be an object';
      return typeof value === 'object' ? null : `is ${showValue(value)}; it must be an object`;
  }
}

/**
 * Checks that every setting of a table has a value in its range.
 *
 * @param path of the settings, for the message; empty for the settings themselves
 * @throws InvalidInputError naming the first setting that is wrong, its value and its limits
 */
export function checkSettings<Table extends SettingsTable>(table: Table, settings: SettingsOf<Table>, path = ''): void {
  const values = settings as Readonly<Record<string, unknown>>;
  for (const [name, setting] of Object.entries(table)) {
    const place = path === '' ? name : `${path}.${name}`;
    const value = values[name];
    const problem = problemOfValue(setting, value);
    if (problem !== null) throw new InvalidInputError(`${place}: ${problem}`);
    if (setting.kind === 'GROUP' && value !== null) {
      checkSettings(setting.settings, value as SettingsOf<SettingsTable>, place);
    }
  }
}

function problemOfNumbers({ each, minEntries, maxEntries }: NumbersSetting, value: unknown): string | null {
  if (!Array.isArray(value) || value.length < minEntries || value.length > maxEntries) {
    return `has ${sizeOf(value)} entries; it must have ${minEntries} to ${maxEntries}`;
  }
  const wrong = value.findIndex((entry) => problemOfNumber(each, entry) !== null);
  return wrong < 0 ? null : `entry ${wrong} ${problemOfNumber(each, value[wrong])!}`;
}

function problemOfChoices({ choices }: ChoicesSetting, value: unknown): string | null {
  if (!Array.isArray(value)) return `is ${showValue(value)}; it must be a list`;
  const wrong: unknown = value.find((entry) => !choices.includes(entry as string));
  return wrong === undefined ? null : `has ${showValue(wrong)}; it must have only ${choices.join(', ')}`;
}

function problemOfText(maxLength: number, value: unknown): string | null {
  if (typeof value === 'string' && value.length <= maxLength) return null;
  return typeof value === 'string'
    ? `has ${value.length} characters; at most ${maxLength} are allowed`
    : `is ${showValue(value)}; it must be a text`;
}

function problemOfTexts({ maxEntries, maxLength }: TextsSetting, value: unknown): string | null {
  if (!Array.isArray(value) || value.length > maxEntries) {
    return `has ${sizeOf(value)} entries; at most ${maxEntries} are allowed`;
  }
  const problems = value.map((entry) => problemOfText(maxLength, entry));
  return problems.find((problem) => problem !== null) ?? null;
}

function sizeOf(value: unknown): string {
  return Array.isArray(value) ? String(value.length) : 'no';
}

function isWithin({ isWhole, min, max, excludesMin, excludesMax }: NumberSetting, value: number): boolean {
  if (isWhole && !Number.isInteger(value)) return false;
  return (excludesMin ? value > min : value >= min) && (excludesMax ? value < max : value <= max);
}

/** Texts are cut: they can be of any length. */
function showValue(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 80)}"`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
