import { RaisedException } from '../values/raised-exception';
import type { ValueMap } from '../values/value';
import type { Tool } from './tool';
import type { AirlineVersion } from './world/world';

/**
 * Check the argument names of a call against the tool's parameters; values are not checked.
 *
 * @throws RaisedException TypeError for an unknown argument (checked first) or a missing one
 * @see Specification of tau-bench airline, section 6; of tau2-bench airline, section 2
 */
export function checkArguments(tool: Tool, given: ValueMap, version: AirlineVersion): void {
  const callee = version === 'v1' ? `${pascalCase(tool.name)}.invoke()` : `AirlineTools.${tool.name}()`;
  if (version === 'v1' && given.has('data')) {
    const path = `tau_bench.envs.airline.tools.${tool.name}.${callee}`;
    throw new RaisedException('TypeError', `${path} got multiple values for keyword argument 'data'`);
  }
  if (version === 'v2' && given.has('self')) {
    throw new RaisedException('TypeError', `${callee} got multiple values for argument 'self'`);
  }
  const unexpected = [...given.keys()].find((name) => !tool.parameters.includes(name));
  if (unexpected !== undefined) {
    throw new RaisedException('TypeError', `${callee} got an unexpected keyword argument '${unexpected}'`);
  }
  const missing = tool.parameters.filter((name) => !given.has(name)).map((name) => `'${name}'`);
  if (missing.length === 0) return;
  const noun = missing.length === 1 ? 'argument' : 'arguments';
  throw new RaisedException(
    'TypeError',
    `${callee} missing ${missing.length} required positional ${noun}: ${enumerate(missing)}`,
  );
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function enumerate(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)!}`;
}
