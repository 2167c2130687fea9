import { InvalidInputError } from '../../errors';
import type { ToolOutcome } from '../environment';
import { parseJson } from '../values/json/parse-json';
import { RaisedException } from '../values/raised-exception';
import { isMap, type ValueMap } from '../values/value';
import { checkArguments } from './check-arguments';
import type { AirlineState } from './world/state';
import { Refusal, type Tool } from './tool';
import { FIRST_TOOLS, SECOND_TOOLS } from './tool-lists';
import type { AirlineVersion } from './world/world';

/** The tools of one version of the airline. */
export class Toolset {
  private readonly toolsByName: ReadonlyMap<string, Tool>;

  constructor(readonly version: AirlineVersion) {
    this.toolsByName = new Map(this.tools.map((tool) => [tool.name, tool]));
  }

  /** The tools in the order in which they are offered to an agent. */
  get tools(): readonly Tool[] {
    return this.version === 'v1' ? FIRST_TOOLS : SECOND_TOOLS;
  }

  find(name: string): Tool | undefined {
    return this.toolsByName.get(name);
  }

  /**
   * Call a tool over an episode's database.
   *
   * @param argumentsText JSON text of an object, verbatim from the agent
   * @throws InvalidInputError when the text is not a JSON object, which the reference cannot call a tool with
   */
  call(state: AirlineState, name: string, argumentsText: string): ToolOutcome {
    const given = parseJson(argumentsText);
    if (!isMap(given)) throw new InvalidInputError(`arguments of ${name} are no JSON object`);
    return this.callWith(state, name, given);
  }

  /** As `call`, with parsed arguments. */
  callWith(state: AirlineState, name: string, given: ValueMap): ToolOutcome {
    const tool = this.find(name);
    if (tool === undefined) return this.refuseUnknown(name);
    try {
      checkArguments(tool, given, this.version);
      return { text: tool.run(given, state), ending: 'RETURNED', exceptionType: null };
    } catch (error) {
      return this.outcomeOf(error);
    }
  }

  private refuseUnknown(name: string): ToolOutcome {
    const text = this.version === 'v1' ? `Unknown action ${name}` : `Error: Tool '${name}' not found.`;
    return { text, ending: 'UNKNOWN_TOOL', exceptionType: this.version === 'v1' ? null : 'ValueError' };
  }

  private outcomeOf(error: unknown): ToolOutcome {
    if (error instanceof RaisedException) {
      return { text: `Error: ${error.message}`, ending: 'RAISED', exceptionType: error.type };
    }
    if (error instanceof Refusal) {
      const exceptionType = this.version === 'v1' ? null : 'ValueError';
      return { text: `Error: ${error.message}`, ending: 'REFUSED', exceptionType };
    }
    throw error;
  }
}
