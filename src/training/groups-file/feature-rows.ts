import type { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';

/**
 * Encodes rows of mostly zeros and otherwise few distinct values: per row the positions of nonzero numbers, as steps
 * from one to the next, and the indexes of their values in a list. Exact; a negative zero counts as a value.
 */
export class FeatureRowWriter {
  private readonly places = new ByteWriter();
  private readonly ranks = new ByteWriter();
  private readonly values = new ByteWriter();
  private readonly rankOf = new Map<number, number>();

  /** @param numbers complete rows, concatenated */
  write(numbers: Float32Array, rowLength: number): void {
    const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
    for (let start = 0; start < bits.length; start += rowLength) this.writeRow(bits.subarray(start, start + rowLength));
  }

  finish(target: ByteWriter): void {
    for (const part of [this.values, this.places, this.ranks]) target.writeBlock(part.written());
  }

  /** Step 0 marks the end of a row, because real steps are at least 1. */
  private writeRow(bits: Uint32Array): void {
    let last = -1;
    for (let place = 0; place < bits.length; place += 1) {
      const value = bits[place]!;
      if (value === 0) continue;
      this.places.writeCount(place - last);
      this.ranks.writeCount(this.rank(value));
      last = place;
    }
    this.places.writeCount(0);
  }

  private rank(value: number): number {
    const known = this.rankOf.get(value);
    if (known !== undefined) return known;
    const rank = this.rankOf.size;
    this.rankOf.set(value, rank);
    this.values.writeWord(value);
    return rank;
  }
}

/** The blocks of a `FeatureRowWriter`, each read from its beginning. */
export type FeatureRowBlocks = {
  readonly values: ByteReader;
  /** Bytes of `values`. */
  readonly valueBytes: number;
  readonly places: ByteReader;
  readonly ranks: ByteReader;
};

/** Reads rows in the order in which they were written. */
export class FeatureRowReader {
  private readonly values: Uint32Array;

  /** @throws InvalidInputError when the list of values is not whole */
  constructor(private readonly blocks: FeatureRowBlocks) {
    this.values = Uint32Array.from({ length: Math.ceil(blocks.valueBytes / 4) }, () => blocks.values.readWord());
  }

  /** @throws InvalidInputError for a position outside its row, or a value that is not in the list */
  read(rows: number, rowLength: number): Float32Array {
    const numbers = new Float32Array(rows * rowLength);
    const bits = new Uint32Array(numbers.buffer);
    for (let start = 0; start < bits.length; start += rowLength) this.readRow(bits.subarray(start, start + rowLength));
    return numbers;
  }

  /** @throws InvalidInputError when there are more rows than were read */
  expectEnd(): void {
    this.blocks.places.expectEnd();
    this.blocks.ranks.expectEnd();
  }

  private readRow(bits: Uint32Array): void {
    const { places, ranks } = this.blocks;
    let last = -1;
    for (;;) {
      const step = places.readCount(bits.length - 1 - last);
      if (step === 0) return;
      last += step;
      bits[last] = this.values[ranks.readCount(this.values.length - 1)]!;
    }
  }
}
