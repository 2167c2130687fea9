import fc from 'fast-check';
import { InvalidInputError, LimitExceededError } from '../../src/errors';
import type { JsonPart } from '../../src/formats/json-splitter';
import { splitJson, type SplitOptions } from '../../src/formats/split-json';
import { inChunks } from './rows';

const LIMITS: SplitOptions = {
  listMembers: ['rows'],
  maxMemberBytes: 1000,
  maxDepth: 20,
  maxValues: 1000,
  maxRows: 10_000,
};

async function split(
  text: string | Uint8Array,
  options: Partial<SplitOptions> & { sizes?: readonly number[] } = {},
): Promise<JsonPart[]> {
  const parts: JsonPart[] = [];
  for await (const part of splitJson(inChunks(Buffer.from(text), options.sizes), { ...LIMITS, ...options }))
    parts.push(part);
  return parts;
}

/** What a part says, short: `[` for an opening, else place and text. */
function show(part: JsonPart): string {
  if (part.kind === 'open') return `${part.member ?? ''}${part.container === 'list' ? '[' : '{'}`;
  const place = `${part.member ?? ''}${part.row === null ? '' : `#${part.row}`}@${part.byteOffset}`;
  return `${place} ${part.kind === 'value' ? Buffer.from(part.raw).toString() : part.code}`;
}

const errorOf = async (text: string | Uint8Array, options: Partial<SplitOptions> = {}): Promise<string> => {
  const error: unknown = await split(text, options).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InvalidInputError)) throw new Error(`expected an InvalidInputError, got ${String(error)}`);
  return error.message;
};

describe('splitJson', () => {
  it('cuts a list into its elements with row and offset', async () => {
    const parts = await split(' [ {"a": "]}\\"["} ,\n-1.5e3, "x,", [[], {}], null] \n');
    expect(parts.map(show)).toEqual([
      '[',
      '#0@3 {"a": "]}\\"["}',
      '#1@20 -1.5e3',
      '#2@28 "x,"',
      '#3@34 [[], {}]',
      '#4@44 null',
    ]);
  });

  it('cuts an object into its members, and named lists into their elements', async () => {
    const parts = await split('{"t": 1, "rows": [1, {"rows": [2]}], "other": [1], "e": {}}');
    expect(parts.map(show)).toEqual([
      '{',
      't@6 1',
      'rows[',
      'rows#0@18 1',
      'rows#1@21 {"rows": [2]}',
      'other@46 [1]',
      'e@56 {}',
    ]);
  });

  it('gives a named member that is no list as a value', async () => {
    expect((await split('{"rows": "x"}')).map(show)).toEqual(['{', 'rows@9 "x"']);
  });

  it('reads empty containers', async () => {
    expect((await split('[]')).map(show)).toEqual(['[']);
    expect((await split('{}')).map(show)).toEqual(['{']);
    expect((await split('{"rows":[]}')).map(show)).toEqual(['{', 'rows[']);
  });

  it('accepts a byte order mark, at every chunk boundary, and only at the start', async () => {
    const marked = Buffer.from('\ufeff[1]');
    expect((await split(marked)).map(show)).toEqual(['[', '#0@4 1']);
    expect((await split(marked, { sizes: [1] })).map(show)).toEqual(['[', '#0@4 1']);
    expect(await errorOf('[1]\ufeff')).toContain('0xef at offset 3; expected nothing more');
  });

  it('gives the same parts whatever the sizes of the chunks', async () => {
    const rows = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.boolean(),
        async (values, sizes, isList) => {
          const text = `${JSON.stringify(isList ? values : { a: 1, rows: values, 'ü"\\': values }, null, 1)} `;
          const whole = await split(text);
          expect((await split(text, { sizes })).map(show)).toEqual(whole.map(show));
          const elements = whole.flatMap((part) =>
            part.kind === 'value' && part.row !== null ? [JSON.parse(Buffer.from(part.raw).toString()) as unknown] : [],
          );
          // JSON has no negative zero of its own: compare what a JSON reader sees.
          expect(elements).toEqual(JSON.parse(JSON.stringify(values)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('ends a file that is cut anywhere with an error, after all whole rows before the cut', async () => {
    const text = '[{"a": "é\\""}, [1, 2], "x", 12 ]';
    const bytes = Buffer.from(text);
    for (let length = 1; length < bytes.length; length++) {
      const parts: string[] = [];
      const cut = async (): Promise<void> => {
        for await (const part of splitJson(inChunks(bytes.subarray(0, length)), LIMITS)) parts.push(show(part));
      };
      await expect(cut()).rejects.toThrow(`truncated: it ends`);
      const ends = [14, 22, 27, 32];
      expect(parts).toHaveLength(1 + ends.filter((end) => end <= length).length);
    }
  });

  it.each([
    ['[{"a": 1}, {"b"', 'in row 1 at byte 15'],
    ['[1, 2 ', 'after row 1 at byte 6'],
    ['{"rows": [1, [', 'in row 1 of `rows` at byte 14'],
    ['{"rows": [1], "t": "', 'in member `t` at byte 20'],
    ['{"t": 1, ', 'after member `t` at byte 9'],
    ['{', 'before the first member at byte 1'],
  ])('names where %s is cut', async (text, position) => {
    expect(await errorOf(text)).toBe(`the file is truncated: it ends ${position}`);
  });

  it.each([
    ['', 'the file is empty'],
    [' \n', 'the file is empty'],
    ['PK\x03', 'unexpected byte 0x50 (`P`) at offset 0; expected a JSON list or object'],
    ['"x"', 'expected a JSON list or object'],
    ['[1] x', 'unexpected byte 0x78 (`x`) at offset 4; expected nothing more'],
    ['[1][2]', 'at offset 3; expected nothing more'],
    ['[1,]', 'at offset 3; expected a value'],
    ['[,1]', 'at offset 1; expected a value'],
    ['[1 2]', 'at offset 3; expected a comma or `]`'],
    ['[1}', 'at offset 2; expected a comma or `]`'],
    ['[[1}]', 'at offset 3; expected a comma or `]`'],
    ['[{"a":[1}]', 'at offset 8; expected a comma or `]`'],
    ['{"a" 1}', 'at offset 5; expected a colon'],
    ['{"a":1,}', 'at offset 7; expected a member name'],
    ['{a:1}', 'at offset 1; expected a member name'],
    ['{"a\\x":1}', 'the member name at byte 1 is not a JSON string'],
    [`{"${'k'.repeat(2000)}":1}`, 'the member name at byte 1 is longer than 1024 bytes'],
  ])('refuses %j', async (text, message) => {
    expect(await errorOf(text)).toContain(message);
  });

  it('rejects a member beyond the size limit and goes on after it', async () => {
    const parts = await split(`[1, "${'x'.repeat(20)}", 2, ${'3'.repeat(11)}]`, { maxMemberBytes: 10, sizes: [4] });
    expect(parts.map(show)).toEqual(['[', '#0@1 1', '#1@4 ROW_TOO_LARGE', '#2@28 2', '#3@31 ROW_TOO_LARGE']);
    expect(parts[2]).toMatchObject({ message: 'it has 22 bytes; the limit is 10' });
  });

  it('rejects a member that is nested too deep and goes on after it', async () => {
    const nest = (depth: number): string => '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2);
    const parts = await split(`[${nest(20)}, ${nest(22)}, ${nest(200_000)}, 5]`, { maxMemberBytes: 10 ** 7 });
    expect(parts.map((part) => part.kind)).toEqual(['open', 'value', 'rejected', 'rejected', 'value']);
    expect(parts[2]).toMatchObject({
      code: 'ROW_TOO_DEEP',
      row: 1,
      message: expect.stringContaining('limit of 20') as unknown,
    });
  });

  it.each([
    ['values of a list', '[1,2,3]'],
    ['lists', '[[[]]]'],
    ['members', '{"a":1,"b":2,"c":3}'],
  ])('rejects a member of too many values (%s), and goes on after it', async (_what, member) => {
    const parts = await split(`[${member},"a,b,[,{",[1,2,3],[1],5]`, { maxValues: 2 });
    expect(parts.map((part) => part.kind)).toEqual(['open', 'rejected', 'value', 'rejected', 'value', 'value']);
    expect(parts[1]).toMatchObject({
      code: 'ROW_TOO_MANY_VALUES',
      message: expect.stringContaining('2 values') as unknown,
    });
  });

  it.each([
    ['rows', '[1,1,1,1]'],
    ['rows of a member', '{"rows":[1,1,1,1]}'],
    ['members', '{"a":1,"a":1,"a":1,"a":1}'],
  ])('stops at more %s than the limit', async (_what, text) => {
    await expect(split(text, { maxRows: 3 })).rejects.toThrow(LimitExceededError);
    await expect(split(text, { maxRows: 3 })).rejects.toThrow(/more than 3 rows/);
  });

  it.each([
    ['rows', `[${'1,'.repeat(300_000)}1]`],
    ['members', `{${'"a":1,'.repeat(300_000)}"a":1}`],
  ])('lets timers and other requests run while it cuts up many %s that came at once', async (_what, text) => {
    let rounds = 0;
    const count = (): void => {
      rounds += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    await split(text, { maxRows: 1_000_000, sizes: [text.length] });
    clearImmediate(next);
    expect(rounds).toBeGreaterThan(5);
  });

  it('ends in the middle of a chunk when nobody wants the parts any more', async () => {
    const reason = new Error('nobody waits');
    const left = new AbortController();
    setImmediate(() => {
      left.abort(reason);
    });
    const text = `[${'1,'.repeat(900_000)}1]`;
    await expect(split(text, { maxRows: 1_000_000, sizes: [text.length], signal: left.signal })).rejects.toBe(reason);
  });

  it('does not hold a member beyond the limit in memory', async () => {
    const chunkBytes = 2 ** 20;
    let largest = 0;
    const before = process.memoryUsage().arrayBuffers;
    async function* largeRow(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('[1,"'));
      for (let index = 0; index < 120; index++) {
        yield Buffer.alloc(chunkBytes, 'x');
        largest = Math.max(largest, process.memoryUsage().arrayBuffers - before);
      }
      yield Buffer.from('",2]');
    }
    const kinds = [];
    for await (const part of splitJson(largeRow(), { ...LIMITS, maxMemberBytes: 4 * chunkBytes }))
      kinds.push(part.kind);
    expect(kinds).toEqual(['open', 'value', 'rejected', 'value']);
    expect(largest).toBeLessThan(60 * chunkBytes);
  });
});
