import { InvalidInputError } from '../../errors';
import type { Policy } from '../../model/players/policy.model';
import type { UserSimulator } from '../../model/players/user-simulator.model';
import { type PolicySpec, policySpecFormat } from './policy-spec';
import { type SimulatorSpec, simulatorSpecFormat } from './simulator-spec';

/** The spec with which workers run a policy. @throws InvalidInputError for an EXTERNAL one */
export function requireRunnablePolicy(policy: Policy): PolicySpec {
  if (policy.specJson !== null) return policySpecFormat.read(policy.specJson, policy.id);
  throw new InvalidInputError(`policy "${policy.name}" is ${policy.kind}: it ran elsewhere and cannot be run here`);
}

/** The spec with which workers run a user simulator. @throws InvalidInputError for an EXTERNAL one */
export function requireRunnableSimulator(simulator: UserSimulator): SimulatorSpec {
  if (simulator.specJson !== null) return simulatorSpecFormat.read(simulator.specJson, simulator.id);
  throw new InvalidInputError(
    `user simulator "${simulator.name}" version ${simulator.version} is ${simulator.kind}: it ran elsewhere and ` +
      `cannot be run here`,
  );
}
