import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { TaskSet } from '../../model/tasks/task-set.model';
import { Task } from '../../model/tasks/task.model';
import { generateTaskSet } from '../../services/tasks/create-task-set';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { GenerateTaskSetInput, generateTaskSetOf } from './generate-task-set.input';
import type { RequestContext } from '../graph/request-context';
import { edgeSource, organizationSource } from '../graph/list-source';
import { exactNameOf, NameArgs, PageArgs } from '../graph/page-args';
import { LISTS } from '../../persistence/lists/lists';

const TaskSetConnection = connectionTypeOf(TaskSet, 'TaskSet');
const TaskConnection = connectionTypeOf(Task, 'Task', 'in the order of the set');

@Resolver(() => TaskSet)
export class TaskSetResolver {
  @Requires('READ')
  @Query(() => TaskSetConnection, { description: 'Task sets of the organization, newest first.' })
  async taskSets(@Args(() => NameArgs) args: NameArgs, @Ctx() context: RequestContext) {
    return new TaskSetConnection(
      await organizationSource(context, { list: LISTS.taskSets, args, filter: exactNameOf(args) }),
    );
  }

  @Requires('READ')
  @Query(() => TaskSet, { nullable: true, description: 'One task set.' })
  taskSet(
    @Arg('id', () => ID, { description: 'Id of the task set.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<TaskSet> {
    return inTenant((stores) => stores.taskSets.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => TaskSet, {
    description:
      'Generates an airline world and tasks in it, each with a reference solution, as the next version of the name. Returns when the tasks are stored, which takes about a second for a few hundred.',
  })
  generateTaskSet(
    @Arg('input', () => GenerateTaskSetInput, { description: 'World and tasks to generate.' })
    input: GenerateTaskSetInput,
    @Ctx() context: RequestContext,
  ): Promise<TaskSet> {
    return generateTaskSet(context, generateTaskSetOf(input));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether our workers can play the tasks. False for sets that only describe recorded rollouts.',
  })
  isPlayable(@Root() taskSet: TaskSet): boolean {
    return taskSet.environmentJson !== null;
  }

  @FieldResolver(() => TaskConnection, { description: 'Tasks of the set, in order.' })
  tasks(@Root() { id }: TaskSet, @Args(() => PageArgs) args: PageArgs, @Ctx() context: RequestContext) {
    return new TaskConnection(edgeSource(context, { list: LISTS.tasksOfTaskSet, parentId: id, args }));
  }
}
