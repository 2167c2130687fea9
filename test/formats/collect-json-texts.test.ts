import fc from 'fast-check';
import { collectJsonTexts } from '../../src/formats/collect-json-texts';

describe('collectJsonTexts', () => {
  it('gives the text of each value on a path, as written but for space between tokens', () => {
    const text =
      '{"x": 1, "rows": [ {"v": {"b" : 1.0, "a": [ 1e2 , "s \\" } ]" ]}}, {}, {"v": -0 }, {"w": {"v": 1}} ], "v": true}';
    expect([...collectJsonTexts(text, [['rows', '*', 'v'], ['v']])]).toEqual([
      ['rows[0].v', '{"b":1.0,"a":[1e2,"s \\" } ]"]}'],
      ['rows[2].v', '-0'],
      ['v', 'true'],
    ]);
  });

  it('ends a string at its quote after escaped backslashes, and not at an escaped quote', () => {
    const text = String.raw`{"skipped": ["\\", "\\\""], "v": ["a\\ ", "\" b", "\\\\"]}`;
    expect([...collectJsonTexts(text, [['v']])]).toEqual([
      ['v', JSON.stringify((JSON.parse(text) as { v: unknown }).v)],
    ]);
  });

  it('takes the last of two members of one name and resolves escaped names, as JSON.parse does', () => {
    const text = '{"v": 1, "\\u0076": 2.0}';
    expect([...collectJsonTexts(text, [['v']])]).toEqual([['v', '2.0']]);
    expect(JSON.parse(text)).toEqual({ v: 2 });
  });

  it('finds nothing where the path leads elsewhere', () => {
    expect(collectJsonTexts('{"rows": "no list", "v": {}}', [['rows', '*'], ['v', '*'], ['w']]).size).toBe(0);
    expect(collectJsonTexts('7', [['v']]).size).toBe(0);
  });

  it('agrees with JSON.stringify on any value, however it is indented', () => {
    const values = fc.array(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), { maxLength: 4 });
    fc.assert(
      fc.property(values, fc.constantFrom('', ' ', '\t', '\n  '), (rows, indent) => {
        const text = JSON.stringify({ skipped: rows, rows, after: rows }, null, indent);
        const texts = collectJsonTexts(text, [['rows', '*']]);
        expect([...texts.values()]).toEqual(rows.map((row) => JSON.stringify(row)));
      }),
      { numRuns: 300 },
    );
  });
});
