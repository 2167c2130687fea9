import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { PolicyKind, SimulatorKind } from '../../../model/enums';
import { Policy } from '../../../model/players/policy.model';
import { UserSimulator } from '../../../model/players/user-simulator.model';
import { requireRow } from '../../require-row';
import { refuseTaken } from '../../sqlstate';

/** How workers run a player: JSON text with sorted keys, and its SHA-256 (hex). */
export type StoredSpec = { readonly specJson: string; readonly specHash: string };

export type NewPolicy = StoredSpec & {
  readonly name: string;
  readonly kind: Exclude<PolicyKind, 'EXTERNAL'>;
  /** The checkpoint that an ONNX policy plays; null for other kinds. */
  readonly checkpointId: string | null;
};

export type NewUserSimulator = StoredSpec & {
  readonly name: string;
  readonly version: string;
  readonly kind: Exclude<SimulatorKind, 'EXTERNAL'>;
};

/** Policies and user simulators that can be run. Rows of imports, which cannot be run, are created by the catalog. */
export class PlayerStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** @throws ConflictError if the name is taken */
  async createPolicy(policy: NewPolicy): Promise<string> {
    const id = randomUUID();
    const row = { ...policy, id, tenantId: this.tenantId };
    const taken = `name: a policy called "${policy.name}" exists already`;
    await refuseTaken(() => this.manager.insert(Policy, row), taken);
    return id;
  }

  /** @throws ConflictError if name and version are taken */
  async createUserSimulator(simulator: NewUserSimulator): Promise<string> {
    const id = randomUUID();
    const row = { ...simulator, id, tenantId: this.tenantId };
    const taken = `name: a user simulator called "${simulator.name}" of version ${simulator.version} exists already`;
    await refuseTaken(() => this.manager.insert(UserSimulator, row), taken);
    return id;
  }

  /** @throws NotFoundError */
  async getPolicy(id: string): Promise<Policy> {
    return requireRow(await this.manager.findOneBy(Policy, { id }), `policy ${id}`);
  }

  async findPolicyByName(name: string): Promise<Policy | null> {
    return this.manager.findOneBy(Policy, { name });
  }

  /** @throws NotFoundError */
  async getUserSimulator(id: string): Promise<UserSimulator> {
    return requireRow(await this.manager.findOneBy(UserSimulator, { id }), `user simulator ${id}`);
  }
}
