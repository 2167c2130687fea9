import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { PolicyKind, SimulatorKind } from '../../../model/enums';
import { Policy } from '../../../model/players/policy.model';
import { UserSimulator } from '../../../model/players/user-simulator.model';
import { requireRow } from '../../require-row';

/** How our workers run a player: JSON text with sorted keys, and its SHA-256 (hex). */
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

/** Policies and simulated users as things that can be run. Rows of imports, which cannot, are made by the catalog. */
export class PlayerStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** @throws ConflictError (at the edge of the unit) when the name is taken */
  async createPolicy(policy: NewPolicy): Promise<string> {
    const id = randomUUID();
    await this.manager.insert(Policy, { ...policy, id, tenantId: this.tenantId });
    return id;
  }

  /** @throws ConflictError (at the edge of the unit) when name and version are taken */
  async createUserSimulator(simulator: NewUserSimulator): Promise<string> {
    const id = randomUUID();
    await this.manager.insert(UserSimulator, { ...simulator, id, tenantId: this.tenantId });
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

  async findUserSimulator(name: string, version: string): Promise<UserSimulator | null> {
    return this.manager.findOneBy(UserSimulator, { name, version });
  }
}
