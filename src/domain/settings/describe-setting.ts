import type { NumberSetting, Setting } from './setting';

/** Larger whole numbers are no GraphQL Int, so that their description has to say that they are whole. */
const MAX_INT = 2 ** 31 - 1;

/** A setting for people: what it does, then unit, range and default. */
export function describeSetting(setting: Setting): string {
  const facts = [rangeOf(setting), defaultOf(setting)].filter((fact) => fact !== '').join(', ');
  const unit = setting.kind === 'NUMBER' && setting.unit !== null ? `In ${setting.unit}. ` : '';
  return `${setting.description}.${facts === '' ? '' : ` ${unit}${capitalize(facts)}.`}${nullChoiceOf(setting)}`;
}

/** What a caller who gives null chooses, where that is a choice of its own. */
function nullChoiceOf(setting: Setting): string {
  if (setting.kind !== 'NUMBER' || setting.nullMeans === null) return '';
  return ` ${setting.default === null ? 'Default null' : 'Null'}: ${setting.nullMeans}.`;
}

/** What a stored value of a setting says, for its readers: no range, no default. */
export function describeValue(setting: Setting): string {
  const unit = setting.kind === 'NUMBER' && setting.unit !== null ? ` In ${setting.unit}.` : '';
  const meaning = nullMeaningOf(setting);
  return `${setting.description}.${unit}${meaning === null ? '' : ` Null: ${meaning}.`}`;
}

/** What null means; null where it is no value. */
function nullMeaningOf(setting: Setting): string | null {
  switch (setting.kind) {
    case 'NUMBER':
      return setting.nullMeans;
    case 'TEXT':
    case 'TEXTS':
      return setting.absentMeans;
    case 'GROUP':
      return setting.default === null ? setting.absentMeans : null;
    default:
      return null;
  }
}

/** The range of a number for an error, e.g. `a whole number from 1 to 100` or `a number above 0 and below 1`. */
export function describeRange({ isWhole, min, max, excludesMin, excludesMax }: NumberSetting): string {
  const kind = isWhole ? 'a whole number' : 'a number';
  if (!excludesMin && !excludesMax) return `${kind} from ${min} to ${max}`;
  return `${kind} above ${min} and ${excludesMax ? 'below' : 'at most'} ${max}`;
}

function rangeOf(setting: Setting): string {
  if (setting.kind === 'NUMBERS') return `each: ${rangeOf(setting.each)}`;
  if (setting.kind !== 'NUMBER') return '';
  const { isWhole, min, max, excludesMin, excludesMax } = setting;
  const low = excludesMin ? `above ${show(min)}` : `min ${show(min)}`;
  const high = excludesMax ? `below ${show(max)}` : `max ${show(max)}`;
  return `${isWhole && max > MAX_INT ? 'whole number, ' : ''}${low}, ${high}`;
}

function defaultOf(setting: Setting): string {
  if (setting.absentMeans !== null) return `default${setting.kind === 'GROUP' ? ':' : ''} ${setting.absentMeans}`;
  switch (setting.kind) {
    case 'NUMBER':
      // What null as the default means is said behind.
      return typeof setting.default === 'number' ? `default ${show(setting.default)}` : '';
    case 'NUMBERS':
      return `default ${setting.default.join(', ')}`;
    case 'CHOICE':
    case 'FLAG':
      return `default ${setting.default}`;
    case 'CHOICES':
      return 'default none';
    default:
      return '';
  }
}

/** Thousands apart, e.g. 3,600,000. Numbers below 1e-4 keep their exponent. */
function show(value: number): string {
  const [digits, ...rest] = String(value).split(/(?=[.e])/);
  return [digits!.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('');
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
