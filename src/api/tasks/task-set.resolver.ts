import { Arg, Args, ArgsType, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { TaskSet } from '../../model/tasks/task-set.model';
import { Task } from '../../model/tasks/task.model';
import { generateTaskSet } from '../../services/tasks/create-task-set';
import { BoundedText } from '../guards/argument-limits';
import { Requires } from '../guards/authorization';
import { connectionTypeOf, PageArgs, pageRequestOf } from '../graph/connections';
import { GenerateTaskSetInput, generateTaskSetOf } from './generate-task-set.input';
import { LIMITS } from '../guards/limits';
import type { RequestContext } from '../graph/request-context';

const TaskSetConnection = connectionTypeOf(TaskSet, 'TaskSet');
const TaskConnection = connectionTypeOf(Task, 'Task', 'in the order of the set');

@ArgsType()
class TaskSetsArgs extends PageArgs {
  @BoundedText({ nullable: true, max: LIMITS.nameLength, description: 'Only versions of this name; absent: all.' })
  name?: string | null;
}

@Resolver(() => TaskSet)
export class TaskSetResolver {
  @Requires('READ')
  @Query(() => TaskSetConnection, { description: 'The task sets of the organization, oldest first.' })
  async taskSets(@Args(() => TaskSetsArgs) args: TaskSetsArgs, @Ctx() { inTenant }: RequestContext) {
    const list = 'taskSets';
    const name = args.name ?? null;
    const request = pageRequestOf(list, args);
    const page = await inTenant((stores) => stores.taskSets.page(name, request));
    return new TaskSetConnection({
      list,
      request,
      page,
      countRows: () => inTenant((stores) => stores.taskSets.count(name)),
    });
  }

  @Requires('READ')
  @Query(() => TaskSet, { description: 'One task set.' })
  taskSet(
    @Arg('id', () => ID, { description: 'Id of the task set.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<TaskSet> {
    return inTenant((stores) => stores.taskSets.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => TaskSet, {
    description:
      'Generates an airline and tasks in it, each with a reference solution: the next version of the name. Answers when they are stored, after a second for some hundred tasks.',
  })
  generateTaskSet(
    @Arg('input', () => GenerateTaskSetInput, { description: 'Which tasks.' }) input: GenerateTaskSetInput,
    @Ctx() context: RequestContext,
  ): Promise<TaskSet> {
    return generateTaskSet(context, generateTaskSetOf(input));
  }

  @FieldResolver(() => Boolean, { description: 'Whether our workers can play its tasks; else they are only recorded.' })
  isPlayable(@Root() taskSet: TaskSet): boolean {
    return taskSet.environmentJson !== null;
  }

  @FieldResolver(() => TaskConnection, { description: 'Its tasks, in its order.' })
  async tasks(@Root() { id }: TaskSet, @Args(() => PageArgs) args: PageArgs, @Ctx() { inTenant }: RequestContext) {
    const list = `tasks of ${id}`;
    const request = pageRequestOf(list, args);
    const page = await inTenant((stores) => stores.taskSets.pageTasks(id, request));
    const countRows = () => inTenant((stores) => stores.taskSets.countTasks(id));
    return new TaskConnection({ list, request, page, countRows });
  }
}
