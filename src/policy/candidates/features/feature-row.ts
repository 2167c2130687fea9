/** Hash of a text, 32 bits. @see FNV-1a, over UTF-16 units */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return finish(hash);
}

/** Ordered hash of two hashes: the name of a combined feature. */
export function cross(left: number, right: number): number {
  return finish(Math.imul(left, 0x9e3779b1) ^ (right + 0x7f4a7c15));
}

/** Mixes all bits of a hash, so that its low bits can serve as a position. @see MurmurHash3, final mix */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/**
 * One row, filled with features by name: the hash of a feature determines its position and sign, so that colliding
 * features cancel on average. Positions below `directCount` are assigned explicitly and never collide.
 *
 * @see Weinberger et al., Feature Hashing for Large Scale Multitask Learning, arXiv 0902.2206
 */
export class FeatureRow {
  private readonly hashedCount: number;
  /** Sum of squares of the hashed part: exact, because it holds integers until it is normalized. */
  private squares = 0;

  /** @param numbers the row, all zero */
  constructor(
    private readonly numbers: Float32Array,
    private readonly directCount: number,
  ) {
    this.hashedCount = numbers.length - directCount;
  }

  /** Set an explicitly assigned position. */
  setDirect(place: number, value: number): void {
    this.numbers[place] = value;
  }

  /** Add a feature by its hash. */
  add(hash: number): void {
    const place = this.directCount + ((hash >>> 1) % this.hashedCount);
    const sign = (hash & 1) === 0 ? 1 : -1;
    const before = this.numbers[place]!;
    this.numbers[place] = before + sign;
    this.squares += 2 * sign * before + 1;
  }

  /** Overwrite this row with a copy of another of the same layout. */
  startFrom({ numbers, squares }: FeatureRow): void {
    this.numbers.set(numbers);
    this.squares = squares;
  }

  /** Normalize the hashed part to a fixed norm, once; a row without features stays zero. */
  normalize(length: number): void {
    const { numbers, directCount, squares } = this;
    if (squares === 0) return;
    const scale = length / Math.sqrt(squares);
    for (let place = directCount; place < numbers.length; place += 1) numbers[place]! *= scale;
  }
}
