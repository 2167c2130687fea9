import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GoldenAction } from '../../domain/trajectory';
import { TaskSet } from '../../model/tasks/task-set.model';
import { Task } from '../../model/tasks/task.model';
import type { RequestContext } from '../graph/request-context';
import { GoldenActionType } from './golden-action.type';

@Resolver(() => Task)
export class TaskResolver {
  @FieldResolver(() => [GoldenActionType], { description: 'The reference solution, in order.' })
  goldenActions(@Root() task: Task): GoldenAction[] {
    return JSON.parse(task.goldenActionsJson) as GoldenAction[];
  }

  @FieldResolver(() => TaskSet, { description: 'The set that it belongs to.' })
  taskSet(@Root() task: Task, @Ctx() { loaders }: RequestContext): Promise<TaskSet> {
    return loaders.taskSet.load(task.taskSetId);
  }
}
