import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Policy } from '../../model/players/policy.model';
import { UserSimulator } from '../../model/players/user-simulator.model';
import { createPolicy } from '../../services/players/create-policy';
import { createUserSimulator } from '../../services/players/create-user-simulator';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { CreatePolicyInput, policySpecOf } from './create-policy.input';
import { CreateUserSimulatorInput, simulatorSpecOf } from './create-user-simulator.input';
import type { RequestContext } from '../graph/request-context';
import { edgeField } from '../graph/list-fields';
import { organizationSource } from '../graph/list-source';
import { exactNameOf, NameArgs } from '../graph/page-args';
import { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { LISTS } from '../../persistence/lists/lists';

const PolicyConnection = connectionTypeOf(Policy, 'Policy');
const UserSimulatorConnection = connectionTypeOf(UserSimulator, 'UserSimulator');

export const POLICIES_OF_CHECKPOINT = edgeField(Checkpoint, {
  field: 'policies',
  Connection: PolicyConnection,
  list: LISTS.policiesOfCheckpoint,
  description: 'Policies that use this checkpoint, newest first.',
  hasNames: true,
});

/** Policies and simulated users: what plays rollouts. */
@Resolver()
export class PlayerResolver {
  @Requires('READ')
  @Query(() => PolicyConnection, { description: 'Policies of the organization, newest first.' })
  async policies(@Args(() => NameArgs) args: NameArgs, @Ctx() context: RequestContext) {
    return new PolicyConnection(
      await organizationSource(context, { list: LISTS.policies, args, filter: exactNameOf(args) }),
    );
  }

  @Requires('READ')
  @Query(() => UserSimulatorConnection, { description: 'User simulators of the organization, newest first.' })
  async userSimulators(@Args(() => NameArgs) args: NameArgs, @Ctx() context: RequestContext) {
    return new UserSimulatorConnection(
      await organizationSource(context, { list: LISTS.userSimulators, args, filter: exactNameOf(args) }),
    );
  }

  @Requires('WRITE')
  @Mutation(() => Policy, {
    description:
      'Creates a policy that our workers can run. Policies are immutable; a name that is already taken is a CONFLICT.',
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
      'Creates a user simulator that our workers can run. Simulators are immutable; a name and version that are already taken are a CONFLICT.',
  })
  createUserSimulator(
    @Arg('input', () => CreateUserSimulatorInput, { description: 'The new user simulator.' })
    input: CreateUserSimulatorInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<UserSimulator> {
    const { name, idempotencyKey = null } = input;
    return createUserSimulator(database, tenantId, { name, spec: simulatorSpecOf(input.spec), idempotencyKey });
  }
}
