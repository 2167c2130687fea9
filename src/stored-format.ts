import { z } from 'zod';

/** Member of a stored object that says the version of its shape. A text without it is of version 1, as v0.1.0 wrote it. */
const VERSION_MEMBER = 'formatVersion';

/** A stored text cannot be read. The message is for the log: a client is told INTERNAL. */
export class StoredTextError extends Error {
  /** @param place `table.column` of the text, @param id of its row */
  constructor(place: string, id: string, problem: string) {
    super(`${place} of ${id}: ${problem}`);
    this.name = 'StoredTextError';
  }
}

/** Problems that an error names. */
const MAX_PROBLEMS = 5;

/** A stored object before it is checked, without its version. */
export type StoredMembers = Readonly<Record<string, unknown>>;

export type StoredFormatOptions<Value extends object> = {
  /** `table.column`, and `.KIND` where texts of one column differ. */
  readonly place: string;
  /** Shape of the newest version. It checks types, not ranges: these may have been others when the text was written. */
  readonly schema: z.ZodType<Value>;
  /**
   * Entry n turns the members of version n + 1 into those of n + 2: what did not exist gets the value that held at that time, and
   * null where nobody can know it. Their number is the newest version less 1; absent: there is one version.
   */
  readonly upgrades?: readonly ((members: StoredMembers) => StoredMembers)[];
  /** Default: members in the order in which they were set. */
  readonly toText?: (value: object) => string;
  /**
   * Version 1 is written without its number, because equal content must have an equal text (and hash) in every release, or because
   * the text is a list. Later versions say theirs. Default false.
   */
  readonly isFirstVersionImplied?: boolean;
};

/** A row's text, parsed and brought to the newest version; what was checked of it. */
type Reading = { readonly content: unknown; readonly members: Map<string, unknown>; whole?: unknown };

/**
 * How values of one kind are kept as JSON text in a column: the one way to write and to read them. To change the shape, change the
 * schema and add an upgrade from the version before.
 */
export class StoredFormat<Value extends object> {
  readonly place: string;
  /** Version that is written; older ones are read. */
  readonly version: number;
  private readonly schema: z.ZodType<Value>;
  private readonly upgrades: readonly ((members: StoredMembers) => StoredMembers)[];
  private readonly toText: (value: object) => string;
  private readonly isVersionWritten: boolean;
  /** What was read of rows that are still in use, so that several fields of one row parse and check its text once. */
  private readonly readings = new WeakMap<object, Reading>();

  constructor(options: StoredFormatOptions<Value>) {
    this.place = options.place;
    this.schema = options.schema;
    this.upgrades = options.upgrades ?? [];
    this.version = this.upgrades.length + 1;
    this.toText = options.toText ?? JSON.stringify;
    this.isVersionWritten = this.version > 1 || options.isFirstVersionImplied !== true;
  }

  write(value: Value): string {
    return this.toText(this.withVersion(value));
  }

  /** What is written, for a store that makes the text itself. */
  withVersion(value: Value): Value {
    return this.isVersionWritten ? { [VERSION_MEMBER]: this.version, ...value } : value;
  }

  /**
   * @param id of the row, for the error
   * @throws StoredTextError for a text that is damaged or of a newer version
   */
  read(text: string, id: string): Value {
    return this.readValue(parseStored(this.place, id, text), id);
  }

  /** As `read`, once for each row object: call it as often as you like. */
  readRow(row: { readonly id: string }, text: string): Value {
    const reading = this.readingOf(row, text);
    reading.whole ??= this.check(this.schema, reading.content, row.id);
    return reading.whole as Value;
  }

  /** One member of a row's value. The others are not checked, which is most of the work on a large report. */
  readMember<Name extends keyof Value & string>(row: { readonly id: string }, text: string, name: Name): Value[Name] {
    const shape: z.ZodRawShape = this.schema instanceof z.ZodObject ? this.schema.shape : {};
    const schema = shape[name] as z.ZodType | undefined;
    if (schema === undefined) return this.readRow(row, text)[name];
    const { content, members } = this.readingOf(row, text);
    if (!members.has(name)) {
      const member = isMembers(content) ? content[name] : undefined;
      members.set(name, this.check(schema, member, row.id, name));
    }
    return members.get(name) as Value[Name];
  }

  /** As `read`, for JSON that is parsed already. */
  readValue(stored: unknown, id: string): Value {
    return this.check(this.schema, this.upgrade(stored, id), id);
  }

  private readingOf(row: { readonly id: string }, text: string): Reading {
    const known = this.readings.get(row);
    if (known !== undefined) return known;
    const reading: Reading = {
      content: this.upgrade(parseStored(this.place, row.id, text), row.id),
      members: new Map(),
    };
    this.readings.set(row, reading);
    return reading;
  }

  /** The members of the newest version, unchecked. */
  private upgrade(stored: unknown, id: string): unknown {
    const { version, content } = this.splitVersion(stored, id);
    if (!isMembers(content)) return content;
    try {
      return this.upgrades.slice(version - 1).reduce((members, upgrade) => upgrade(members), content);
    } catch (error) {
      throw new StoredTextError(this.place, id, `cannot be read as version ${version}: ${String(error)}`);
    }
  }

  private check<Checked>(schema: z.ZodType<Checked>, content: unknown, id: string, ...path: string[]): Checked {
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues.map((issue) => {
      const place = [...path, ...issue.path.map(String)].join('.');
      return `${place === '' ? 'the value' : place}: ${issue.message}`;
    });
    throw new StoredTextError(this.place, id, problems.slice(0, MAX_PROBLEMS).join('; '));
  }

  private splitVersion(stored: unknown, id: string): { readonly version: number; readonly content: unknown } {
    if (!isMembers(stored) || !(VERSION_MEMBER in stored)) return { version: 1, content: stored };
    const { [VERSION_MEMBER]: version, ...content } = stored;
    if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
      throw new StoredTextError(this.place, id, `${VERSION_MEMBER} is not a whole number from 1`);
    }
    if (version > this.version) {
      throw new StoredTextError(this.place, id, `has version ${version}; this release reads up to ${this.version}`);
    }
    return { version, content };
  }
}

/** JSON for a format's `readValue`. @throws StoredTextError */
export function parseStored(place: string, id: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StoredTextError(place, id, 'is not JSON');
  }
}

/**
 * A text without its version, for comparing what different releases wrote.
 *
 * @param text JSON of an object, as `StoredFormat.write` gives it
 */
export function withoutFormatVersion(text: string): string {
  const content = Object.entries(JSON.parse(text) as StoredMembers).filter(([name]) => name !== VERSION_MEMBER);
  return JSON.stringify(Object.fromEntries(content));
}

/** Whether the text says its version. */
export function saysFormatVersion(text: string): boolean {
  return VERSION_MEMBER in (JSON.parse(text) as StoredMembers);
}

function isMembers(value: unknown): value is StoredMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
