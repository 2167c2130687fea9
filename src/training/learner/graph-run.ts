import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { openSession } from '../../policy/scoring/open-session';

/** Input of a graph: a number, or an array with its shape. */
export type Feed = number | readonly [values: Float32Array | Int32Array, shape: readonly number[]];

export type Feeds = Readonly<Record<string, Feed>>;

/** A training graph, loaded on its first run. */
export class GraphRun {
  private session: Promise<InferenceSession> | null = null;

  constructor(
    private readonly encode: () => Uint8Array,
    private readonly threads: number,
  ) {}

  /** @returns single-precision outputs by name; a scalar has one element */
  async run(feeds: Feeds): Promise<(name: string) => Float32Array> {
    this.session ??= openSession(this.encode(), this.threads);
    const session = await this.session;
    const inputs = Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, toTensor(feed)]));
    const outputs = await session.run(inputs);
    return (name) => {
      const values = outputs[name]?.data;
      if (values instanceof Float32Array) return values;
      throw new Error(`the graph has no output ${name}`);
    };
  }
}

function toTensor(feed: Feed): Tensor {
  if (typeof feed === 'number') return new Tensor('float32', Float32Array.of(feed), []);
  const [values, shape] = feed;
  return values instanceof Int32Array ? new Tensor('int32', values, shape) : new Tensor('float32', values, shape);
}
