import manifest from 'onnxruntime-node/package.json';

/** Version of the runtime that is installed here. */
export const RUNTIME_VERSION: string = manifest.version;
