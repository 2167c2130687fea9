import { parentPort } from 'node:worker_threads';
import ort from 'onnxruntime-node';

// Runs ONNX models for the tests: onnxruntime does not know the typed arrays of jest's own context.
const sessions = new Map();

parentPort.on('message', async ({ id, model, key, feeds }) => {
  try {
    if (model !== undefined) {
      const options = { intraOpNumThreads: 1, logSeverityLevel: 3 };
      sessions.set(key, await ort.InferenceSession.create(model, options));
    }
    const inputs = Object.entries(feeds).map(([name, { type, values, shape }]) => {
      return [name, new ort.Tensor(type, type === 'int64' ? BigInt64Array.from(values, BigInt) : values, shape)];
    });
    const outputs = Object.entries(await sessions.get(key).run(Object.fromEntries(inputs)));
    const values = outputs.map(([name, { data, dims }]) => [
      name,
      { values: Float64Array.from(data, Number), shape: dims },
    ]);
    parentPort.postMessage({ id, outputs: Object.fromEntries(values) });
  } catch (error) {
    parentPort.postMessage({ id, message: error.message });
  }
});
