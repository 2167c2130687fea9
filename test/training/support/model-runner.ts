import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** What a model is given under one name. */
export type Feed = {
  readonly type: 'float32' | 'int32' | 'int64';
  readonly values: Float32Array | Int32Array;
  readonly shape: readonly number[];
};

/** What a model gives out under one name. */
export type Output = { readonly values: Float64Array; readonly shape: readonly number[] };

type Answer = { readonly id: number; readonly outputs?: Readonly<Record<string, Output>>; readonly message?: string };

export type Run = (feeds: Readonly<Record<string, Feed>>) => Promise<Readonly<Record<string, Output>>>;

/** Runs ONNX models in onnxruntime, in a thread that is not jest's. */
export class ModelRunner {
  private readonly thread = new Worker(path.join(__dirname, 'model-thread.mjs'));
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private calls = 0;
  private models = 0;

  constructor() {
    this.thread.on('message', (answer: Answer) => this.waiting.get(answer.id)?.(answer));
  }

  /** @returns a function that runs the model; the first run loads it */
  load(model: Uint8Array): Run {
    const key = this.models++;
    let given: Uint8Array | undefined = model;
    return async (feeds) => {
      const id = this.calls++;
      const answer = await new Promise<Answer>((resolve) => {
        this.waiting.set(id, resolve);
        this.thread.postMessage({ id, key, feeds, ...(given === undefined ? {} : { model: given }) });
        given = undefined;
      });
      this.waiting.delete(id);
      if (answer.outputs === undefined) throw new Error(answer.message);
      return answer.outputs;
    };
  }

  async close(): Promise<void> {
    await this.thread.terminate();
  }
}

export function floats(values: ArrayLike<number>, shape: readonly number[]): Feed {
  return { type: 'float32', values: Float32Array.from(values), shape };
}

export function integers(values: ArrayLike<number>, shape: readonly number[]): Feed {
  return { type: 'int32', values: Int32Array.from(values), shape };
}
