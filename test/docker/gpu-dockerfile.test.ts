import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageVariables, PROJECT, readSteps, type Step, textsOf } from './dockerfile';

const steps = readSteps('gpu.Dockerfile');
const ordinary = readSteps();

describe('docker/gpu.Dockerfile', () => {
  it('builds the program as the other image does', () => {
    const build = (all: readonly Step[]) => all.filter(({ stage }) => stage === 'build');
    expect(build(steps)).toEqual(build(ordinary));
    const ignore = (file: string) => readFileSync(join(PROJECT, 'docker', `${file}.dockerignore`), 'utf8');
    expect(ignore('gpu.Dockerfile')).toBe(ignore('Dockerfile'));
  });

  it('runs one script of a package, which fetches the libraries for CUDA, and looks whether they came', () => {
    const [install, ...others] = textsOf(steps, 'dependencies', 'RUN');
    expect(install).toBe(textsOf(ordinary, 'dependencies', 'RUN')[0]);
    expect(install).toContain('--ignore-scripts');
    expect(others).toEqual([
      'ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node',
      'test -f node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so',
    ]);
  });

  it('names a set of libraries that the installed runtime knows', () => {
    const folder = join(PROJECT, 'node_modules', 'onnxruntime-node', 'script', 'install-metadata.js');
    const text = readFileSync(folder, 'utf8');
    expect(text).toContain("'linux/x64:cuda12'");
    expect(text).toContain("'./libonnxruntime_providers_cuda.so'");
  });

  it('stands on CUDA 12 with cuDNN, and takes Node from the image that installed the packages', () => {
    expect(textsOf(steps, 'final', 'FROM')[0]).toMatch(/^nvidia\/cuda:12\.\d+\.\d+-cudnn-runtime-ubuntu24\.04$/);
    expect(textsOf(steps, 'final', 'COPY')).toEqual([
      '--from=dependencies /usr/local/bin/node /usr/local/bin/node',
      'package.json ./',
      '--from=dependencies /dependencies/node_modules ./node_modules',
      '--from=build /build/dist ./dist',
    ]);
    expect(textsOf(steps, 'dependencies', 'FROM')).toEqual(textsOf(ordinary, 'dependencies', 'FROM'));
  });

  it('is a worker, as an ordinary user with a folder for files', () => {
    expect(textsOf(steps, 'final', 'USER')).toEqual(['ubuntu']);
    expect(textsOf(steps, 'final', 'RUN')).toEqual(textsOf(ordinary, 'final', 'RUN'));
    expect(textsOf(steps, 'final', 'ENTRYPOINT')).toEqual(textsOf(ordinary, 'final', 'ENTRYPOINT'));
    expect(textsOf(steps, 'final', 'CMD')).toEqual(['["worker"]']);
    expect(imageVariables(steps).NODE_ENV).toBe('production');
  });
});
