import fc from 'fast-check';
import { findNonFinite } from '../../src/formats/find-non-finite';

describe('findNonFinite', () => {
  it.each([
    ['{"a": [1, {"b": NaN}], "c": Infinity}', { field: 'a[1].b', token: 'NaN' }],
    ['[-Infinity]', { field: '[0]', token: '-Infinity' }],
    ['{"a": "NaN", "b": nan, "c": [null]}', null],
    ['{"NaN": 1}', null],
    ['NaN', { field: '', token: 'NaN' }],
    ['', null],
  ])('finds in %s', (text, expected) => {
    expect(findNonFinite(text)).toEqual(expected);
  });

  it('comes to an end on any text', () => {
    const soup = fc.array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'NaN', '1', ' ', 'a'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(soup, (tokens) => {
        const found = findNonFinite(tokens.join(''));
        if (found !== null) expect(tokens.join('')).toContain(found.token);
      }),
      { numRuns: 2000 },
    );
  });
});
