/** Hash of a text, 32 bits. @see FNV-1a, over UTF-16 units */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return finish(hash);
}

/** Hash of two hashes in this order: the name of a feature that is two together. */
export function cross(left: number, right: number): number {
  return finish(Math.imul(left, 0x9e3779b1) ^ (right + 0x7f4a7c15));
}

/** Spreads a hash over all its bits, so that its low bits can be a place. @see MurmurHash3, final mix */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/**
 * Numbers of one row, filled with features by name: a feature's hash gives its place and its sign, so that features that share a
 * place cancel on average. Places below `directCount` are given by hand and shared by none.
 *
 * @see Weinberger et al., Feature Hashing for Large Scale Multitask Learning, arXiv 0902.2206
 */
export class FeatureRow {
  private readonly hashedCount: number;
  /** Sum of the squares of the hashed part: exact, because it holds whole numbers until it is brought to its length. */
  private squares = 0;

  /** @param numbers the row, all zero */
  constructor(
    private readonly numbers: Float32Array,
    private readonly directCount: number,
  ) {
    this.hashedCount = numbers.length - directCount;
  }

  /** Set a place that is given by hand. */
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

  /** Become a copy of another row of the same places, whatever was in this one. */
  startFrom({ numbers, squares }: FeatureRow): void {
    this.numbers.set(numbers);
    this.squares = squares;
  }

  /** Bring the hashed part to one length, whatever the number of features, once; a row without features stays zero. */
  normalize(length: number): void {
    const { numbers, directCount, squares } = this;
    if (squares === 0) return;
    const scale = length / Math.sqrt(squares);
    for (let place = directCount; place < numbers.length; place += 1) numbers[place]! *= scale;
  }
}
