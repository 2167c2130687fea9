/** What a tool does to the world: looks at it, changes it, or neither. */
export type ToolKind = 'READ' | 'WRITE' | 'GENERIC';

/** Tool name to kind; a tool that is not named is GENERIC. Each environment has its own (specs/calibration.md section 2). */
export type ToolKinds = ReadonlyMap<string, ToolKind>;
