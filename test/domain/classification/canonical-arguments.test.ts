import fc from 'fast-check';
import { canonicalizeArguments, MAX_ARGUMENT_DEPTH } from '../../../src/domain/classification/canonical-arguments';

function textOf(argumentsText: string): string | undefined {
  return canonicalizeArguments(argumentsText)?.text;
}

function areEqual(a: string, b: string): boolean {
  const [textA, textB] = [textOf(a), textOf(b)];
  return textA !== undefined && textA === textB;
}

function nested(depth: number): string {
  return `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
}

describe('canonicalizeArguments', () => {
  it('writes the example worked by hand', () => {
    const text = '{"b":" 1e2 ","a":[{"z":1,"y":null},{"y":"x "}],"drop":{"inner":[]},"flag":false}';
    expect(textOf(text)).toBe('{"a":[{"y":"x"},{"z":1}],"b":100,"flag":false}');
  });

  it.each([
    ['{"n":"250"}', '{"n":250.0}'],
    ['{"n":" +.5 "}', '{"n":0.5}'],
    ['{"n":"-0"}', '{"n":0}'],
    ['{"n":"007"}', '{"n":7}'],
    ['{"s":" a\\n"}', '{"s":"a"}'],
    ['{"a":1,"b":null,"c":"  ","d":[],"e":{}}', '{"a":1}'],
    ['{"a":{"b":{"c":null}}}', '{}'],
    ['{"p":[{"x":1},{"y":2}]}', '{"p":[{"y":"2"},{"x":1}]}'],
    ['{"a":1,"b":2}', '{"b":2,"a":1}'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['{"n":1e999}', '{"n":Infinity}'],
  ])('takes %s and %s for equal', (a, b) => {
    expect(areEqual(a, b)).toBe(true);
  });

  it.each([
    ['{"l":[1,2]}', '{"l":[2,1]}'],
    ['{"l":[{"a":1},2]}', '{"l":[2,{"a":1}]}'],
    ['{"b":true}', '{"b":1}'],
    ['{"b":true}', '{"b":"true"}'],
    ['{"d":"5."}', '{"d":5}'],
    ['{"d":"0x10"}', '{"d":16}'],
    ['{"s":"a b"}', '{"s":"ab"}'],
    ['{"l":[null]}', '{"l":[]}'],
    ['{"a":{"b":1}}', '{"a.b":1}'],
    ['{"a":-Infinity}', '{"a":Infinity}'],
    ['{"a":Infinity}', '{"a":"Infinity"}'],
    ['{"__proto__":1}', '{"__proto__":2}'],
    ['{"__proto__":{"a":1}}', '{}'],
  ])('tells %s from %s', (a, b) => {
    expect(canonicalizeArguments(a)).not.toBeNull();
    expect(canonicalizeArguments(b)).not.toBeNull();
    expect(areEqual(a, b)).toBe(false);
  });

  it.each(['', '{', '[]', '[{"a":1}]', 'null', '1', '"{}"', '{"a":1}x', "{'a':1}", '{"a":NaNs}', 'NaN'])(
    'gives null for %p, which is no JSON object',
    (text) => {
      expect(canonicalizeArguments(text)).toBeNull();
    },
  );

  it('reads NaN as equal to itself and leaves the word inside strings alone', () => {
    expect(areEqual('{"n":NaN}', '{"n":NaN}')).toBe(true);
    expect(textOf('{"s":"a \\" NaN","n":-Infinity}')).toBe('{"n":-Infinity,"s":"a \\" NaN"}');
  });

  it('counts the arguments that are not empty', () => {
    const members = canonicalizeArguments('{"a":1,"b":[],"c":"x"}')!.members;
    expect([...members]).toEqual([
      ['a', '1'],
      ['c', '"x"'],
    ]);
  });

  it('keeps the names of built-in members apart from arguments', () => {
    const members = canonicalizeArguments('{"a":1}')!.members;
    expect(members.get('constructor')).toBeUndefined();
    expect(members.get('__proto__')).toBeUndefined();
  });

  it('takes the deepest nesting that it allows and refuses one more level', () => {
    expect(canonicalizeArguments(nested(MAX_ARGUMENT_DEPTH))).not.toBeNull();
    expect(canonicalizeArguments(nested(MAX_ARGUMENT_DEPTH + 1))).toBeNull();
  });

  it('refuses a million levels without running out of stack', () => {
    expect(canonicalizeArguments(nested(1_000_000))).toBeNull();
    expect(canonicalizeArguments('{"a":'.repeat(1_000_000) + '1' + '}'.repeat(1_000_000))).toBeNull();
  });

  it('reads hostile quotes in time that grows with the length alone', () => {
    const start = performance.now();
    expect(canonicalizeArguments('"\\"NaN'.repeat(500_000))).toBeNull();
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('does not change when its own text is canonicalized again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const once = textOf(JSON.stringify(value))!;
        expect(textOf(once)).toBe(once);
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(textOf(JSON.stringify(reversed))).toBe(textOf(JSON.stringify(value)));
      }),
    );
  });
});
