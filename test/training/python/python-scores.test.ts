import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ScoreThread } from '../../../src/policy/scoring/score-thread';
import { DEFAULT_ARCHITECTURE, SMALL_TRANSFORMER } from '../../../src/training/scorer/architecture';
import { makeDecisions } from '../../policy/scoring/made-decisions';
import { makeModel } from '../../policy/scoring/made-models';

const python = process.env.TURNWISE_TEST_PYTHON ?? '';

const run = promisify(execFile);

(python === '' ? describe.skip : describe)(
  'in Python (skipped unless TURNWISE_TEST_PYTHON names a Python with onnxruntime and numpy)',
  () => {
    it.each([
      ['a multilayer scorer', DEFAULT_ARCHITECTURE],
      ['a transformer', SMALL_TRANSFORMER],
    ])('a saved model loads and gives the same scores to 1e-5: %s', async (_, architecture) => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'turnwise-python-'));
      const thread = await ScoreThread.start(makeModel(architecture));
      try {
        const [decision] = makeDecisions([100]);
        const [scores] = await thread.score([decision!]);
        const files = ['model.onnx', 'features.bin', 'scores.bin'].map((name) => path.join(folder, name));
        const contents = [makeModel(architecture), decision!.features, scores!];
        await Promise.all(files.map((file, i) => writeFile(file, contents[i]!)));
        const { stdout } = await run(python, [path.join(__dirname, 'check_scores.py'), ...files]);
        expect(stdout).toContain('100 scores, largest difference');
        await writeFile(
          files[2]!,
          scores!.map((score) => score + 1e-3),
        );
        await expect(run(python, [path.join(__dirname, 'check_scores.py'), ...files])).rejects.toThrow();
      } finally {
        await thread.close();
        await rm(folder, { recursive: true });
      }
    });
  },
);
