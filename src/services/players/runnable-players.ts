import { InvalidInputError } from '../../errors';
import type { Policy } from '../../model/players/policy.model';
import type { UserSimulator } from '../../model/players/user-simulator.model';
import { type PolicySpec, policySpecFormat } from './policy-spec';
import { type SimulatorSpec, simulatorSpecFormat } from './simulator-spec';

/** How our workers run a policy. @throws InvalidInputError for one that ran elsewhere */
export function requireRunnablePolicy(policy: Policy): PolicySpec {
  if (policy.specJson !== null) return policySpecFormat.read(policy.specJson, policy.id);
  throw new InvalidInputError(`policy "${policy.name}" is ${policy.kind}: it ran elsewhere and cannot be run here`);
}

/** How our workers run a simulated user. @throws InvalidInputError for one that ran elsewhere */
export function requireRunnableSimulator(simulator: UserSimulator): SimulatorSpec {
  if (simulator.specJson !== null) return simulatorSpecFormat.read(simulator.specJson, simulator.id);
  throw new InvalidInputError(
    `user simulator "${simulator.name}" version ${simulator.version} is ${simulator.kind}: it ran elsewhere and cannot be run here`,
  );
}
