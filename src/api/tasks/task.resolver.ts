import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GoldenAction } from '../../domain/trajectory';
import { TaskSet } from '../../model/tasks/task-set.model';
import { Task } from '../../model/tasks/task.model';
import { goldenActionsFormat } from '../../services/tasks/stored-actions';
import type { RequestContext } from '../graph/request-context';
import { GoldenActionType } from './golden-action.type';

@Resolver(() => Task)
export class TaskResolver {
  @FieldResolver(() => [GoldenActionType], {
    nullable: true,
    description: 'The reference solution, in order. Null, with an error, if it cannot be read.',
  })
  goldenActions(@Root() task: Task): readonly GoldenAction[] {
    return goldenActionsFormat.readRow(task, task.goldenActionsJson);
  }

  @FieldResolver(() => TaskSet, { description: 'Task set that the task belongs to.' })
  taskSet(@Root() task: Task, @Ctx() { loaders }: RequestContext): Promise<TaskSet> {
    return loaders.taskSet.load(task.taskSetId);
  }
}
