import { createHash, type Hash } from 'node:crypto';

import { compareCodePoints } from '../../values/code-point-order';
import type { HashFormat } from './hash-format';
import { TABLE_NAMES, type Table, type TableName, type World } from './world';

/** A hash of the first `position` bytes, to be copied and continued. */
export type PrefixHash = { readonly position: number; readonly hash: Hash };

/** Byte offsets of a table's entries in the world's text; ids sorted by code points. */
export class EntryPlaces {
  readonly ids: readonly string[];
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  constructor(table: Table) {
    this.ids = [...table.keys()].sort(compareCodePoints);
  }

  /** Index of the first id that is not before this one; the number of ids when there is none. */
  rankOf(id: string): number {
    let low = 0;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareCodePoints(this.ids[middle]!, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const CHECKPOINT_BYTES = 32 * 1024;

/** The text of a world that is hashed, as UTF-8, with the places of its entries. */
export class WorldText {
  private checkpoints: readonly PrefixHash[] | null = null;

  constructor(
    readonly bytes: Buffer,
    readonly tables: Readonly<Record<TableName, EntryPlaces>>,
  ) {}

  /** The last checkpoint at or before a position. */
  checkpointBefore(position: number): PrefixHash {
    this.checkpoints ??= hashInSteps(this.bytes);
    return this.checkpoints[Math.min(Math.floor(position / CHECKPOINT_BYTES), this.checkpoints.length - 1)]!;
  }
}

/** Build the text of a world. @throws RaisedException ValueError when it holds an int of more than 4300 digits */
export function buildWorldText(world: World, format: HashFormat): WorldText {
  const parts: Buffer[] = [];
  let length = 0;
  const write = (text: string): void => {
    const bytes = Buffer.from(text, 'utf8');
    parts.push(bytes);
    length += bytes.length;
  };
  const writeTable = (name: TableName, rank: number): EntryPlaces => {
    const places = new EntryPlaces(world[name]);
    write(format.openTable(name, rank));
    for (const id of places.ids) {
      if (places.starts.length > 0) write(', ');
      places.starts.push(length);
      write(format.entry(id, world[name].get(id)!));
      places.ends.push(length);
    }
    write(format.closeTable(places.ids.length));
    return places;
  };
  const [flights, reservations, users] = TABLE_NAMES.map(writeTable) as [EntryPlaces, EntryPlaces, EntryPlaces];
  write(format.end);
  return new WorldText(Buffer.concat(parts, length), { flights, reservations, users });
}

function hashInSteps(bytes: Buffer): PrefixHash[] {
  const hash = createHash('sha256');
  const checkpoints: PrefixHash[] = [{ position: 0, hash: hash.copy() }];
  for (let end = CHECKPOINT_BYTES; end <= bytes.length; end += CHECKPOINT_BYTES) {
    hash.update(bytes.subarray(end - CHECKPOINT_BYTES, end));
    checkpoints.push({ position: end, hash: hash.copy() });
  }
  return checkpoints;
}
