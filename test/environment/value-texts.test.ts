import * as fc from 'fast-check';

import { InvalidInputError } from '../../src/errors';
import { floatText } from '../../src/environment/values/float-text';
import { frozenText } from '../../src/environment/values/json/frozen-text';
import { intLiteral } from '../../src/environment/values/json/int-literal';
import { jsonText, sortedJsonText } from '../../src/environment/values/json/json-text';
import { parseJson } from '../../src/environment/values/json/parse-json';
import { roundToHundredths } from '../../src/environment/values/round-to-hundredths';
import { stringRepr } from '../../src/environment/values/string-repr';
import { valueRepr } from '../../src/environment/values/value-repr';

/** Expected texts in this file were printed by CPython 3.11.7: repr, json.dumps, int, round, str of tuples. */

describe('floatText', () => {
  it.each([
    [5, '5.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e300, '1.5e+300'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [5e-324, '5e-324'],
    [123456789012345680000, '1.2345678901234568e+20'],
    [Infinity, 'inf'],
    [NaN, 'nan'],
  ])('prints %d as %s', (value, text) => {
    expect(floatText(value)).toBe(text);
  });

  it('prints text that reads back to the same float', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
        Object.is(Number(floatText(value)), value),
      ),
    );
  });
});

describe('stringRepr', () => {
  it.each([
    ["it's", '"it\'s"'],
    ['say "hi"', '\'say "hi"\''],
    ['a\'b"c', "'a\\'b\"c'"],
    ['tab\there\\', "'tab\\there\\\\'"],
    ['\u0000\u007f', "'\\x00\\x7f'"],
    ['\u00a0\u00ad\u200b\u2028\u3000\ue000', "'\\xa0\\xad\\u200b\\u2028\\u3000\\ue000'"],
    ['e\u0301 😀 中', "'e\u0301 😀 中'"],
    ['\ud800', "'\\ud800'"],
    ['\u{e0001}', "'\\U000e0001'"],
    // Added in Unicode 15, so that CPython 3.11 (Unicode 14) does not print it.
    ['\u{1f6dc}', "'\\U0001f6dc'"],
  ])('quotes %j', (text, repr) => {
    expect(stringRepr(text)).toBe(repr);
  });
});

describe('parseJson', () => {
  it('keeps ints of any size and floats apart', () => {
    expect(parseJson('[250, 250.0, 1e2, -0, -0.0, 123456789012345678901234567890]')).toEqual([
      250n,
      250,
      100,
      0n,
      -0,
      123456789012345678901234567890n,
    ]);
  });

  it('lets the last value of a repeated key win at the place of the first', () => {
    expect(jsonText(parseJson('{"a": 1, "b": 2, "a": 3}'))).toBe('{"a": 3, "b": 2}');
  });

  it('keeps keys in order that JavaScript would sort or swallow', () => {
    expect(jsonText(parseJson('{"2": 0, "1": 0, "__proto__": 0}'))).toBe('{"2": 0, "1": 0, "__proto__": 0}');
  });

  it.each(['NaN', '-Infinity', '"\\ud83d\\ude00"', '"\\ud800"', '{"a": [1, {}]}', '"\\u007f"'])(
    'reads %s and prints it back',
    (text) => {
      expect(jsonText(parseJson(text))).toBe(text);
    },
  );

  it.each(['', '[1,]', '{"a":1,}', '01', '1.', '.5', '+1', "'a'", '"\t"', '"\\x"', '[1 2]', '1 2', '"', '[', 'nul'])(
    'refuses %j',
    (text) => {
      expect(() => parseJson(text)).toThrow(InvalidInputError);
    },
  );

  it('refuses ints of more than 4300 digits and nesting beyond 990', () => {
    expect(parseJson('1'.repeat(4300))).toBe(BigInt('1'.repeat(4300)));
    expect(() => parseJson('1'.repeat(4301))).toThrow('more than 4300 digits');
    expect(() => parseJson('['.repeat(1000) + ']'.repeat(1000))).toThrow('nests deeper than 990');
  });
});

describe('texts of whole values', () => {
  const value = parseJson('{"z": [1, [2.0, null]], "a": {"é": true, "x": "it\'s"}, "e": [], "o": {}}');

  it('prints JSON in insertion order, ASCII only', () => {
    expect(jsonText(value)).toBe('{"z": [1, [2.0, null]], "a": {"\\u00e9": true, "x": "it\'s"}, "e": [], "o": {}}');
  });

  it('prints JSON with sorted keys at every depth', () => {
    expect(sortedJsonText(value)).toBe(
      '{"a": {"x": "it\'s", "\\u00e9": true}, "e": [], "o": {}, "z": [1, [2.0, null]]}',
    );
  });

  it('freezes objects to sorted pairs and lists to tuples, with a comma behind a lone member', () => {
    expect(frozenText(value)).toBe(
      `(('a', (('x', "it's"), ('é', True))), ('e', ()), ('o', ()), ('z', (1, (2.0, None))))`,
    );
    expect(frozenText(parseJson('[{"a": [1]}]'))).toBe("((('a', (1,)),),)");
  });

  it('sorts keys by code points, not by UTF-16 units', () => {
    expect(frozenText(parseJson('{"\\ud83d\\ude00": 1, "\\uffff": 2}'))).toBe("(('\\uffff', 2), ('😀', 1))");
  });

  it('shows objects and lists inside messages', () => {
    expect(valueRepr(value)).toBe(`{'z': [1, [2.0, None]], 'a': {'é': True, 'x': "it's"}, 'e': [], 'o': {}}`);
  });

  it('prints no JSON that a strict reader could not read back, for finite values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const text = JSON.stringify(json);
        expect(JSON.parse(jsonText(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('intLiteral', () => {
  it.each([
    [' 7', 7n],
    ['-1', -1n],
    ['1_0', 10n],
    ['٣४', 34n],
    ['\u30005', 5n],
  ])('reads %j', (text, value) => {
    expect(intLiteral(text)).toBe(value);
  });

  it.each(['', 'xx', '_1', '1_', '--1', '\u001c6', '1.'])('raises for %j and quotes it', (text) => {
    expect(() => intLiteral(text)).toThrow(`invalid literal for int() with base 10: ${stringRepr(text)}`);
  });
});

describe('roundToHundredths', () => {
  it.each([
    [0.125, 0.12],
    [0.375, 0.38],
    [2.675, 2.67],
    [1.005, 1],
    [-0.125, -0.12],
    [-0.001, -0],
    [4503599627370495.5, 4503599627370495.5],
    [Infinity, Infinity],
  ])('rounds %d to %d', (value, rounded) => {
    expect(roundToHundredths(value)).toBe(rounded);
  });
});
