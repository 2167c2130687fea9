import fc from 'fast-check';
import { InvalidInputError } from '../../src/errors';
import { readFloatWeights, readModel } from '../../src/onnx/read-model';
import { modelWith, SUMMING } from './models';

/** A field of protobuf that holds bytes. */
function field(id: number, content: Buffer): Buffer {
  const head: number[] = [];
  for (const value of [(id << 3) | 2, content.length]) {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) head.push((rest % 0x80) | 0x80);
    head.push(rest);
  }
  return Buffer.concat([Buffer.from(head), content]);
}

/** A model whose graph holds a node with a body, and so on. */
function nested(depth: number): Buffer {
  let graph: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level += 1) graph = field(1, field(5, field(6, graph)));
  return Buffer.concat([field(7, graph), field(8, Buffer.from([0x10, 17]))]);
}

describe('readModel', () => {
  it('reads what a model says of itself', () => {
    const model = readModel(modelWith({ metadata: { author: 'me' } }));
    expect(model.inputs).toEqual([{ name: 'features', elementType: 1, shape: ['rows', 512] }]);
    expect(model.outputs).toEqual([{ name: 'scores', elementType: 1, shape: ['rows'] }]);
    expect([...model.operators]).toEqual(['MatMul', 'Reshape']);
    expect(model.opsets).toEqual({ '': 17 });
    expect(model).toMatchObject({ external: [], hasFunctions: false });
    expect(model.initializers).toMatchObject(
      SUMMING.initializers.map(({ name, elementType }) => ({ name, elementType })),
    );
    expect([...readFloatWeights(model)]).toEqual([['ones', new Float32Array(512).fill(1)]]);
    expect(model.metadata.author).toBe('me');
  });

  it('reads back what the writer leaves open', () => {
    const outputs = [
      { name: 'any', elementType: 1, shape: null },
      { name: 'some', elementType: 7, shape: ['rows', null, 3] },
      { name: 'sequence', elementType: null, shape: null },
    ];
    expect(readModel(modelWith({ outputs })).outputs).toEqual(outputs);
  });

  it('leaves out inputs that have an initializer, and names other domains and files', () => {
    const [ones, ...others] = SUMMING.initializers;
    const external = { ...ones!, externalData: { location: '/etc/passwd' } };
    const model = readModel(
      modelWith({
        opsets: { 'ai.onnx': 18, 'com.example': 1 },
        inputs: [...SUMMING.inputs, { name: 'ones', elementType: 1, shape: [512, 1] }],
        initializers: [external, ...others],
        nodes: [...SUMMING.nodes, { operator: 'Magic', domain: 'com.example', inputs: [], outputs: [] }],
      }),
    );
    expect(model.inputs.map((input) => input.name)).toEqual(['features']);
    expect(model.external).toEqual(['ones']);
    expect([...model.operators]).toContain('com.example:Magic');
    expect(model.opsets).toEqual({ '': 18, 'com.example': 1 });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'it has no graph'],
    ['a text', Buffer.from('this is no model at all'), 'is not a readable ONNX file'],
    ['JSON', Buffer.from('{"graph": []}'), 'is not a readable ONNX file'],
    ['a field that is longer than the file', Buffer.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f]), 'goes beyond the end'],
    ['a length beyond 2^53', Buffer.from([0x3a, ...Array<number>(9).fill(0xff), 0x01]), 'goes beyond the end'],
    ['a number without an end', Buffer.from([0x08, ...Array<number>(11).fill(0xff)]), 'more than ten bytes'],
    ['graphs in graphs in graphs', nested(8), 'graphs nest more than 8 deep'],
    ['a thousand graphs in graphs', nested(1000), 'graphs nest more than 8 deep'],
    ['two graphs', Buffer.concat([modelWith(), modelWith()]), 'it has two graphs'],
    ['millions of fields', Buffer.alloc(4_100_000, Buffer.from([0x08, 0x01])), 'more than 2000000 fields'],
    ['a hundred thousand nodes', field(7, Buffer.alloc(200_002, Buffer.from([0x0a, 0x00]))), 'more than 100000 nodes'],
    ['many initializers', field(7, Buffer.alloc(40_002, Buffer.from([0x2a, 0x00]))), 'more than 20000 initializers'],
    ['many inputs', field(7, Buffer.alloc(2_002, Buffer.from([0x5a, 0x00]))), 'more than 1000 inputs'],
    ['a long name', field(7, field(1, field(4, Buffer.alloc(1001, 65)))), 'at most 1000 are read'],
    ['a name that is no text', field(7, field(1, field(4, Buffer.from([0xff])))), 'is not UTF-8'],
  ])('refuses %s', (_what, bytes, problem) => {
    expect(() => readModel(bytes)).toThrow(problem);
    expect(() => readModel(bytes)).toThrow(InvalidInputError);
  });

  it('reads graphs in graphs as far as it says', () => {
    expect(readModel(nested(7)).operators).toEqual(new Set(['']));
  });

  it('ends for any bytes, with a model or an InvalidInputError', () => {
    const whole = modelWith({ metadata: { author: 'me' } });
    const readOrRefuse = (bytes: Uint8Array): boolean => {
      try {
        return Object.keys(readModel(bytes).opsets).length > 0;
      } catch (error) {
        return error instanceof InvalidInputError;
      }
    };
    const at = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readOrRefuse(bytes)),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(at, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const changed = Buffer.from(whole);
          for (const [place, value] of changes) changed[place] = value;
          return readOrRefuse(changed);
        },
      ),
      { numRuns: 2000 },
    );
    for (let length = 0; length < whole.length; length += 1) expect(readOrRefuse(whole.subarray(0, length))).toBe(true);
  });
});
