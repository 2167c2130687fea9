import { groupBy } from '../../src/domain/group-by';

describe('groupBy', () => {
  it('keeps keys in order of first appearance and items in theirs', () => {
    const groups = groupBy(['banana', 'apple', 'blueberry', 'avocado'], (word) => word.charAt(0));
    expect([...groups]).toEqual([
      ['b', ['banana', 'blueberry']],
      ['a', ['apple', 'avocado']],
    ]);
  });

  it('gives no groups of no items', () => {
    expect(groupBy([], String).size).toBe(0);
  });
});
