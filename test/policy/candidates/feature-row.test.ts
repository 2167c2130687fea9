import { createRandom } from '../../../src/domain/random';
import { cross, FeatureRow, hashText } from '../../../src/policy/candidates/features/feature-row';

const DIRECT = 4;
const LENGTH = 36;

/** Every feature added by itself, then scaled by a length that is summed anew. */
function addPlainly(hashes: readonly number[]): Float32Array {
  const counts = new Float32Array(LENGTH);
  for (const hash of hashes) counts[DIRECT + ((hash >>> 1) % (LENGTH - DIRECT))]! += hash % 2 === 0 ? 1 : -1;
  const squares = counts.reduce((sum, count) => sum + count ** 2, 0);
  return squares === 0 ? counts : counts.map((count) => count * (8 / Math.sqrt(squares)));
}

describe('FeatureRow', () => {
  it('gives the same bits from a shared beginning as from every feature by itself', () => {
    const random = createRandom(4);
    for (let trial = 0; trial < 50; trial += 1) {
      const hashes = Array.from({ length: trial }, () => cross(random.integer(0, 1e9), hashText(`word ${trial}`)));
      const shared = new FeatureRow(new Float32Array(LENGTH), DIRECT);
      for (const hash of hashes.slice(0, 20)) shared.add(hash);
      const numbers = new Float32Array(LENGTH);
      const row = new FeatureRow(numbers, DIRECT);
      row.startFrom(shared);
      row.setDirect(2, 0.5);
      for (const hash of hashes.slice(20)) row.add(hash);
      row.normalize(8);
      const expected = addPlainly(hashes);
      expected[2] = 0.5;
      expect(numbers).toEqual(expected);
    }
  });

  it('stays zero without features, and where two cancel', () => {
    const numbers = new Float32Array(LENGTH);
    const row = new FeatureRow(numbers, DIRECT);
    row.add(10);
    row.add(11);
    row.normalize(8);
    expect(numbers).toEqual(new Float32Array(LENGTH));
  });
});
