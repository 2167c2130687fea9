import type { ToolKinds } from '../../domain/classification/tool-kinds';
import { FIRST_TOOLS, SECOND_TOOLS } from './tool-lists';

/** Kinds of the airline's tools, as each tool says. The versions share names, and a name has the same kind in both. */
export const AIRLINE_TOOL_KINDS: ToolKinds = new Map(
  [...FIRST_TOOLS, ...SECOND_TOOLS].map(({ name, kind }) => [name, kind]),
);
