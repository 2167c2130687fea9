import type { EntityManager } from 'typeorm';
import { ConflictError } from '../../../errors';
import { Endpoint } from '../../../model/players/endpoint.model';
import { requireRow } from '../../require-row';

/** An endpoint's key as stored in its row. */
export type StoredKey = { readonly sealedKey: string | null; readonly keyHint: string | null };

/** A row to be written. The caller chooses the id, because the encrypted key is bound to it. */
export type NewEndpoint = StoredKey & { readonly id: string; readonly name: string; readonly baseUrl: string };

export class EndpointStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** @throws ConflictError if the name is taken */
  async create({ id, name, baseUrl, sealedKey, keyHint }: NewEndpoint): Promise<Endpoint> {
    const rows = await this.manager.query<unknown[]>(
      `INSERT INTO endpoint (tenant_id, id, name, base_url, sealed_key, key_hint) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, name) DO NOTHING RETURNING id`,
      [this.tenantId, id, name, baseUrl, sealedKey, keyHint],
    );
    if (rows.length === 0) throw new ConflictError(`name: an endpoint called "${name}" already exists`);
    return this.get(id);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Endpoint> {
    return requireRow(await this.manager.findOneBy(Endpoint, { id }), `endpoint ${id}`);
  }

  /** @throws NotFoundError */
  async replaceKey(id: string, { sealedKey, keyHint }: StoredKey): Promise<Endpoint> {
    await this.manager.query('UPDATE endpoint SET sealed_key = $2, key_hint = $3 WHERE id = $1', [
      id,
      sealedKey,
      keyHint,
    ]);
    return this.get(id);
  }

  /** @returns the row before deletion @throws NotFoundError */
  async delete(id: string): Promise<Endpoint> {
    const found = await this.get(id);
    await this.manager.query('DELETE FROM endpoint WHERE id = $1', [id]);
    return found;
  }
}
