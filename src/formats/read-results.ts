import type { RecordedRollout } from '../domain/trajectory';
import { InvalidInputError } from '../errors';
import { FieldReader } from './field-reader';
import { FILE_LIMITS } from './file-limits';
import { inflateIfGzip } from './inflate-if-gzip';
import type { JsonPart } from './json-splitter';
import type { RowProblem } from './row-problem';
import type { RowReading } from './row-reading';
import { splitJson } from './split-json';
import { readTauBenchRow } from './tau-bench';
import { Tau2File } from './tau2-file';

export type ReadResultsOptions = {
  /** Max size of a row in bytes; a larger one is a row problem and is never held in memory. */
  readonly maxMemberBytes?: number;
  /** Max length of a message, argument or result in UTF-16 code units; a longer one is a row problem. */
  readonly maxTextLength?: number;
  /** Max nesting inside a row; a deeper one is a row problem. */
  readonly maxDepth?: number;
  /** Most values inside a row; more are a row problem. */
  readonly maxValues?: number;
  /** Most rows and members of the file. */
  readonly maxRows?: number;
  /** Ends reading when nobody wants the rows any more. */
  readonly signal?: AbortSignal;
  /** Score tau-bench rows with `info.error` 0, as the benchmark's authors do, instead of INFRASTRUCTURE_FAILURE. Default false. */
  readonly countFailuresAsAuthorsDo?: boolean;
};

/** A rollout of a result file, with its identity. */
export type ResultRollout = {
  /** Index of the row in its list, from 0. */
  readonly row: number;
  /** Bytes of the row verbatim, for hashing; valid until the next row is requested. */
  readonly raw: Uint8Array;
  readonly clientId: string | null;
  readonly policyName: string | null;
  readonly simulatorName: string | null;
  /** False when the row only names its task: do not store its empty instruction over a described one. */
  readonly isTaskDescribed: boolean;
  readonly rollout: RecordedRollout;
};

export type ResultRow = ResultRollout | { readonly row: number; readonly problem: RowProblem };

const KNOWN_MEMBERS: readonly string[] = ['info', 'tasks', 'simulations'];
/** Max member names that are listed in an error message. */
const MAX_NAMES = 12;
const DEFAULTS = {
  maxMemberBytes: FILE_LIMITS.rowBytes,
  maxTextLength: FILE_LIMITS.textLength,
  maxDepth: FILE_LIMITS.rowDepth,
  maxValues: FILE_LIMITS.rowValues,
  maxRows: FILE_LIMITS.rows,
};

/**
 * Reads a result file of tau-bench (a list) or tau2-bench (an object with `tasks` and `simulations`), plain or gzip, one row
 * at a time: memory is bounded by the largest row, and for tau2-bench by the tasks, not by the file.
 *
 * @param bytes the file in chunks of any size
 * @yields each row in file order, as a rollout or with the reason why it is rejected; nothing for an empty list
 * @throws InvalidInputError when the file as a whole cannot be read: empty, truncated (rows before the cut were yielded),
 *   damaged gzip, broken JSON between rows, or neither of the two formats
 * @throws LimitExceededError when the file as a whole exceeds a limit (see FILE_LIMITS); the reason of `signal` when it ends
 */
export async function* readResults(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadResultsOptions = {},
): AsyncGenerator<ResultRow> {
  const { maxTextLength, signal, ...limits } = { ...DEFAULTS, ...options };
  const split = { ...limits, listMembers: ['tasks', 'simulations'], signal };
  const fields = new FieldReader(maxTextLength);
  const parts = splitJson(inflateIfGzip(bytes), split);
  const opening = await parts.next();
  if (opening.done === true || opening.value.kind !== 'open') return;
  if (opening.value.container === 'list') {
    yield* readTauBench(parts, fields, options.countFailuresAsAuthorsDo ?? false);
  } else yield* readTau2Bench(parts, fields);
}

async function* readTauBench(
  parts: AsyncIterable<JsonPart>,
  fields: FieldReader,
  countFailuresAsAuthorsDo: boolean,
): AsyncGenerator<ResultRow> {
  for await (const part of parts) {
    if (part.kind === 'open' || part.row === null) continue;
    const { row } = part;
    if (part.kind === 'rejected') yield rejectRow(part, row);
    else {
      const verdict = readTauBenchRow(part.raw, { row, fields, countFailuresAsAuthorsDo });
      yield toResultRow(verdict, { row, raw: part.raw, policyName: null, simulatorName: null });
    }
  }
}

async function* readTau2Bench(parts: AsyncIterable<JsonPart>, fields: FieldReader): AsyncGenerator<ResultRow> {
  const file = new Tau2File(fields);
  const seen = new Set<string>();
  for await (const part of parts) {
    const member = part.member ?? '';
    if (part.kind === 'open' || part.row === null) {
      refuseOrder(member, part.kind, seen);
      if (seen.size < MAX_NAMES || KNOWN_MEMBERS.includes(member)) seen.add(member);
      if (member === 'info' && part.kind === 'value') file.readInfo(part.raw);
      continue;
    }
    const { row } = part;
    if (member === 'tasks') {
      if (part.kind === 'rejected') throw new InvalidInputError(`\`tasks[${row}]\` is refused: ${part.message}`);
      file.readTask(part.raw, row);
    } else if (part.kind === 'rejected') yield rejectRow(part, row);
    else {
      const { policyName, simulatorName } = file;
      yield toResultRow(file.readSimulation(part.raw, row), { row, raw: part.raw, policyName, simulatorName });
    }
  }
  if (!seen.has('simulations')) throw notAResultFile(seen);
}

/** Simulations depend on other members, and a stream cannot go back for them. */
function refuseOrder(member: string, kind: JsonPart['kind'], seen: ReadonlySet<string>): void {
  if (KNOWN_MEMBERS.includes(member) && seen.has(member))
    throw new InvalidInputError(`the member \`${member}\` occurs twice`);
  const isList = member === 'tasks' || member === 'simulations';
  if (isList && kind !== 'open') throw new InvalidInputError(`\`${member}\` is not a list`);
  if (member === 'info' && kind === 'rejected') throw new InvalidInputError('`info` exceeds the limits of a row');
  if (member === 'simulations' && !seen.has('tasks')) {
    throw new InvalidInputError(
      '`simulations` comes before `tasks`, or `tasks` is missing; rows need their task first',
    );
  }
  if (member === 'info' && seen.has('simulations')) {
    throw new InvalidInputError('`info` comes after `simulations`; rows need the names of policy and simulator first');
  }
}

function notAResultFile(seen: ReadonlySet<string>): InvalidInputError {
  if (seen.has('simulation_index')) {
    const reason =
      'the file lists its simulations in `simulation_index` and keeps them in other files; use a single file';
    return new InvalidInputError(reason);
  }
  const names = [...seen].filter((name) => name !== '').map((name) => `\`${name.slice(0, 60)}\``);
  const found = names.length === 0 ? 'no members' : `the members ${names.join(', ')}`;
  return new InvalidInputError(
    `not a result file: expected a list (tau-bench) or an object with \`tasks\` and \`simulations\` (tau2-bench), found an object with ${found}`,
  );
}

function rejectRow(part: JsonPart & { readonly kind: 'rejected' }, row: number): ResultRow {
  return { row, problem: { row, field: '', message: `the row is refused: ${part.message}`, code: part.code } };
}

type RowOrigin = Pick<ResultRollout, 'row' | 'raw' | 'policyName' | 'simulatorName'>;

function toResultRow(verdict: RowReading, origin: RowOrigin): ResultRow {
  if ('problem' in verdict) return { row: origin.row, problem: verdict.problem };
  return { ...origin, ...verdict.ok };
}
