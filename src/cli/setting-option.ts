import { InvalidArgumentError, Option } from 'commander';
import { problemOfValue } from '../domain/settings/check-settings';
import { describeSetting } from '../domain/settings/describe-setting';
import type { Setting } from '../domain/settings/setting';

/**
 * An option for one setting: help, range and choices come from its table. The server applies the default, so the option
 * is undefined unless it is given.
 *
 * @param flags in commander's syntax
 */
export function settingOption(flags: string, setting: Setting): Option {
  const option = new Option(flags, describeSetting(setting));
  switch (setting.kind) {
    case 'NUMBER':
      return option.argParser((text) => parseNumber(setting, text));
    case 'CHOICE':
    case 'CHOICES':
      return option.choices(setting.choices);
    default:
      return option;
  }
}

function parseNumber(setting: Setting, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  const problem = problemOfValue(setting, value);
  if (problem === null) return value;
  throw new InvalidArgumentError(Number.isNaN(value) ? 'It is not a number.' : `It ${problem}.`);
}
