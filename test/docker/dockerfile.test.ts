import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageVariables, PROJECT, readSteps, textsOf } from './dockerfile';

const steps = readSteps();

describe('docker/Dockerfile', () => {
  it('copies only files that exist and that its ignore file lets through', () => {
    const ignored = readFileSync(join(PROJECT, 'docker', 'Dockerfile.dockerignore'), 'utf8').split('\n');
    const sources = steps
      .filter(({ keyword, text }) => keyword === 'COPY' && !text.startsWith('--from='))
      .flatMap(({ text }) => text.split(' ').slice(0, -1));
    expect(sources).toContain('src');
    for (const source of sources) {
      expect([source, existsSync(join(PROJECT, source))]).toEqual([source, true]);
      expect(ignored).toContain(`!${source}`);
    }
    expect(ignored).toContain('*');
  });

  it('copies between stages only from an earlier stage', () => {
    const stages = [...new Set(steps.map(({ stage }) => stage))];
    const copies = steps.filter(({ keyword, text }) => keyword === 'COPY' && text.startsWith('--from='));
    expect(copies.length).toBeGreaterThan(0);
    for (const { stage, text } of copies) {
      const from = /^--from=(\S+)/.exec(text)![1]!;
      expect(stages.slice(0, stages.indexOf(stage))).toContain(from);
    }
  });

  it('ends as an ordinary user with packages of production alone', () => {
    expect(textsOf(steps, 'final', 'USER')).toEqual(['node']);
    expect(imageVariables(steps).NODE_ENV).toBe('production');
    const modules = textsOf(steps, 'final', 'COPY').filter((text) => text.includes('node_modules'));
    expect(modules).toEqual(['--from=dependencies /dependencies/node_modules ./node_modules']);
    expect(textsOf(steps, 'dependencies', 'RUN')[0]).toMatch(/^npm ci --omit=dev --omit=optional /);
  });

  it('installs without scripts of packages', () => {
    const installs = steps.filter(({ keyword, text }) => keyword === 'RUN' && text.startsWith('npm ci'));
    expect(installs).toHaveLength(2);
    for (const { text } of installs) expect(text).toContain('--ignore-scripts');
  });

  it('starts the compiled command line', () => {
    const entrypoint: unknown = JSON.parse(textsOf(steps, 'final', 'ENTRYPOINT')[0]!);
    expect(entrypoint).toEqual(['node', 'dist/src/cli/main.js']);
    expect(existsSync(join(PROJECT, 'src/cli/main.ts'))).toBe(true);
  });
});
