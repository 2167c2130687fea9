import { Arg, Args, ArgsType, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Policy } from '../../model/players/policy.model';
import { UserSimulator } from '../../model/players/user-simulator.model';
import { createPolicy } from '../../services/players/create-policy';
import { createUserSimulator } from '../../services/players/create-user-simulator';
import { BoundedText } from '../guards/argument-limits';
import { Requires } from '../guards/authorization';
import { connectionTypeOf, PageArgs, pageRequestOf } from '../graph/connections';
import { CreatePolicyInput, policySpecOf } from './create-policy.input';
import { CreateUserSimulatorInput, simulatorSpecOf } from './create-user-simulator.input';
import { LIMITS } from '../guards/limits';
import type { RequestContext } from '../graph/request-context';

const PolicyConnection = connectionTypeOf(Policy, 'Policy');
const UserSimulatorConnection = connectionTypeOf(UserSimulator, 'UserSimulator');

/** A page of things that have a name. */
@ArgsType()
class NamedPageArgs extends PageArgs {
  @BoundedText({ nullable: true, max: LIMITS.nameLength, description: 'Only those of this name; absent: all.' })
  name?: string | null;
}

/** Policies and simulated users: what plays rollouts. */
@Resolver()
export class PlayerResolver {
  @Requires('READ')
  @Query(() => PolicyConnection, { description: 'The policies of the organization, oldest first.' })
  async policies(@Args(() => NamedPageArgs) args: NamedPageArgs, @Ctx() { inTenant }: RequestContext) {
    const list = 'policies';
    const name = args.name ?? null;
    const request = pageRequestOf(list, args);
    const page = await inTenant((stores) => stores.players.pagePolicies(name, request));
    const countRows = () => inTenant((stores) => stores.players.countPolicies(name));
    return new PolicyConnection({ list, request, page, countRows });
  }

  @Requires('READ')
  @Query(() => UserSimulatorConnection, { description: 'The simulated users of the organization, oldest first.' })
  async userSimulators(@Args(() => NamedPageArgs) args: NamedPageArgs, @Ctx() { inTenant }: RequestContext) {
    const list = 'userSimulators';
    const name = args.name ?? null;
    const request = pageRequestOf(list, args);
    const page = await inTenant((stores) => stores.players.pageUserSimulators(name, request));
    const countRows = () => inTenant((stores) => stores.players.countUserSimulators(name));
    return new UserSimulatorConnection({ list, request, page, countRows });
  }

  @Requires('WRITE')
  @Mutation(() => Policy, {
    description: 'Makes a policy that our workers can run. It never changes; a name that is taken is a CONFLICT.',
  })
  createPolicy(
    @Arg('input', () => CreatePolicyInput, { description: 'The new policy.' }) input: CreatePolicyInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<Policy> {
    const { name, idempotencyKey = null } = input;
    return createPolicy(database, tenantId, { name, spec: policySpecOf(input.spec), idempotencyKey });
  }

  @Requires('WRITE')
  @Mutation(() => UserSimulator, {
    description:
      'Makes a simulated user that our workers can play. It never changes; a name that is taken is a CONFLICT.',
  })
  createUserSimulator(
    @Arg('input', () => CreateUserSimulatorInput, { description: 'The new simulated user.' })
    input: CreateUserSimulatorInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<UserSimulator> {
    const { name, idempotencyKey = null } = input;
    return createUserSimulator(database, tenantId, { name, spec: simulatorSpecOf(input.spec), idempotencyKey });
  }
}
