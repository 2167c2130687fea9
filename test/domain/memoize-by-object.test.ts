import { memoizeByObject } from '../../src/domain/memoize-by-object';

describe('memoizeByObject', () => {
  it('computes once for each object, whatever the result and however alike the objects are', () => {
    const computed: object[] = [];
    const read = memoizeByObject((key: { readonly value?: number }) => {
      computed.push(key);
      return key.value;
    });
    const [first, second, empty] = [{ value: 1 }, { value: 1 }, {}];
    expect([first, second, empty, first, second, empty].map(read)).toEqual([1, 1, undefined, 1, 1, undefined]);
    expect(computed).toEqual([first, second, empty]);
  });

  it('computes again after a call that threw', () => {
    let calls = 0;
    const read = memoizeByObject(() => {
      calls += 1;
      if (calls === 1) throw new Error('not yet');
      return calls;
    });
    const key = {};
    expect(() => read(key)).toThrow('not yet');
    expect([read(key), read(key)]).toEqual([2, 2]);
  });
});
