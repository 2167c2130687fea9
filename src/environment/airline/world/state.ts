import { findIn } from '../../values/containers';
import { RaisedException } from '../../values/raised-exception';
import type { Value, ValueMap } from '../../values/value';
import { valueRepr } from '../../values/value-repr';
import type { Table, TableName, World } from './world';

/**
 * The database of one episode: the shared world and the entries that this episode replaced or added. Creating one is
 * cheap; entries are never changed in place, so earlier reads stay valid.
 */
export class AirlineState {
  private readonly changes: Readonly<Record<TableName, Map<string, ValueMap>>> = {
    flights: new Map(),
    reservations: new Map(),
    users: new Map(),
  };

  constructor(readonly world: World) {}

  /** The entry with this id now, or undefined. @throws RaisedException TypeError for a list or an object as id */
  find(table: TableName, id: Value): ValueMap | undefined {
    return findIn(this.changes[table], id) ?? findIn(this.world[table], id);
  }

  /** The entry with this id now. @throws RaisedException KeyError when there is none; TypeError for a list or an object as id */
  require(table: TableName, id: Value): ValueMap {
    const entry = this.find(table, id);
    if (entry === undefined) throw new RaisedException('KeyError', valueRepr(id));
    return entry;
  }

  /** Replace or add an entry. */
  put(table: TableName, id: string, entry: ValueMap): void {
    this.changes[table].set(id, entry);
  }

  /** The entries that this episode replaced or added (some may equal the world's again). */
  changed(table: TableName): Table {
    return this.changes[table];
  }
}
