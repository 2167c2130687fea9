import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Policy } from '../../model/players/policy.model';
import { UserSimulator } from '../../model/players/user-simulator.model';
import { requireRunnablePolicy, requireRunnableSimulator } from '../../services/players/runnable-players';
import { PolicySpecUnion, toPolicySpec } from './policy-spec.type';
import { toUserSimulatorSpec, UserSimulatorSpecUnion } from './user-simulator-spec.type';

@Resolver(() => Policy)
export class PolicySpecResolver {
  @FieldResolver(() => PolicySpecUnion, {
    nullable: true,
    description: 'How our workers run it, without any API key or secret; null for EXTERNAL.',
  })
  spec(@Root() policy: Policy): typeof PolicySpecUnion | null {
    return policy.specJson === null ? null : toPolicySpec(requireRunnablePolicy(policy));
  }
}

@Resolver(() => UserSimulator)
export class UserSimulatorSpecResolver {
  @FieldResolver(() => UserSimulatorSpecUnion, {
    nullable: true,
    description: 'How our workers run it, without any API key or secret; null for EXTERNAL.',
  })
  spec(@Root() simulator: UserSimulator): typeof UserSimulatorSpecUnion | null {
    return simulator.specJson === null
      ? null
      : toUserSimulatorSpec(requireRunnableSimulator(simulator), simulator.version);
  }
}
