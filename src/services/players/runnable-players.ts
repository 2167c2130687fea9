import { InvalidInputError } from '../../errors';
import type { Policy } from '../../model/players/policy.model';
import type { UserSimulator } from '../../model/players/user-simulator.model';
import { type PolicySpec, policySpecSchema } from './policy-spec';
import { type SimulatorSpec, simulatorSpecSchema } from './simulator-spec';

/** How our workers run a policy. @throws InvalidInputError for one that ran elsewhere */
export function requireRunnablePolicy(policy: Policy): PolicySpec {
  if (policy.specJson !== null) return policySpecSchema.parse(JSON.parse(policy.specJson));
  throw new InvalidInputError(`policy "${policy.name}" is ${policy.kind}: it ran elsewhere and cannot be run here`);
}

/** How our workers run a simulated user. @throws InvalidInputError for one that ran elsewhere */
export function requireRunnableSimulator(simulator: UserSimulator): SimulatorSpec {
  if (simulator.specJson !== null) return simulatorSpecSchema.parse(JSON.parse(simulator.specJson));
  throw new InvalidInputError(
    `user simulator "${simulator.name}" version ${simulator.version} is ${simulator.kind}: it ran elsewhere and cannot be run here`,
  );
}
