import type { RecordedTask } from '../domain/trajectory';
import { InvalidInputError, LimitExceededError } from '../errors';
import type { FieldReader } from './field-reader';
import { FILE_LIMITS } from './file-limits';
import { parseRow } from './parse-row';
import { RowProblemError } from './row-problem';
import { readTau2Row } from './tau2-bench';
import { readTau2Task } from './tau2-task';
import type { RowReading } from './row-reading';

/** State from the parts of a tau2-bench result file that precede `simulations`. */
export class Tau2File {
  policyName: string | null = null;
  simulatorName: string | null = null;
  private readonly tasks = new Map<string, RecordedTask>();
  private readonly rowsByTask = new Map<string, number>();
  private tasksBytes = 0;

  constructor(private readonly fields: FieldReader) {}

  /**
   * Reads the names of policy and user simulator from `info`; without it they stay null. @throws InvalidInputError when
   * it cannot be read
   */
  readInfo(raw: Uint8Array): void {
    this.inMember('info', () => {
      const { fields } = this;
      const info = fields.optionalObject(parseRow(raw).value, '') ?? {};
      const agent = fields.optionalObject(info.agent_info, 'agent_info') ?? {};
      const user = fields.optionalObject(info.user_info, 'user_info') ?? {};
      this.policyName = fields.optionalText(agent.llm, 'agent_info.llm');
      this.simulatorName = fields.optionalText(user.llm, 'user_info.llm');
    });
  }

  /**
   * Stores one element of `tasks`. @throws InvalidInputError when it cannot be read, LimitExceededError when the tasks
   * exceed their limit
   */
  readTask(raw: Uint8Array, row: number): void {
    this.tasksBytes += raw.byteLength;
    if (this.tasksBytes > FILE_LIMITS.tasksBytes) {
      throw new LimitExceededError(`\`tasks\` has more than ${FILE_LIMITS.tasksBytes} bytes, which is the limit`);
    }
    this.inMember(`tasks[${row}]`, () => {
      const task = readTau2Task(raw, this.fields);
      this.tasks.set(task.externalId, task);
    });
  }

  /** Reads one element of `simulations`; see `readTau2Row`. */
  readSimulation(raw: Uint8Array, row: number): RowReading {
    return readTau2Row(raw, {
      row,
      fields: this.fields,
      findTask: (id) => this.findTask(id),
      nextTrial: (task) => this.nextTrial(task),
    });
  }

  private findTask(id: string | null): RecordedTask {
    if (id === null) {
      const [only, ...others] = this.tasks.values();
      if (only !== undefined && others.length === 0) return only;
      const message = `\`task_id\` is missing, and the file has ${this.tasks.size} tasks to choose from`;
      throw new RowProblemError('MISSING_FIELD', 'task_id', message);
    }
    const task = this.tasks.get(id);
    if (task !== undefined) return task;
    const message = `\`task_id\` is ${JSON.stringify(id.slice(0, 60))}, which is not among the ${this.tasks.size} tasks of the file`;
    throw new RowProblemError('UNKNOWN_TASK', 'task_id', message);
  }

  private nextTrial(task: RecordedTask): number {
    const rank = this.rowsByTask.get(task.externalId) ?? 0;
    this.rowsByTask.set(task.externalId, rank + 1);
    return rank;
  }

  private inMember(member: string, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof RowProblemError)) throw error;
      throw new InvalidInputError(`\`${member}\`: ${error.message}`, { cause: error });
    }
  }
}
