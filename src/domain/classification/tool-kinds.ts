/** Effect of a tool on the world: it reads it, changes it, or neither. */
export type ToolKind = 'READ' | 'WRITE' | 'GENERIC';

/**
 * Tool name to kind; a tool that is not listed is GENERIC. Each environment has its own (specs/calibration.md section
 * 2).
 */
export type ToolKinds = ReadonlyMap<string, ToolKind>;
