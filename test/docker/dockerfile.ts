import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '..', '..');

/** One instruction of a Dockerfile, e.g. stage `final`, keyword `ENV`, text `NODE_ENV=production`. */
export type Step = { readonly stage: string; readonly keyword: string; readonly text: string };

/** The steps as docker/run-steps.sh reads them (and runs those of docker/Dockerfile). @param file in the folder docker */
export function readSteps(file = 'Dockerfile'): Step[] {
  const folder = join(PROJECT, 'docker');
  const words = ['--list', join(folder, file)];
  const lines = execFileSync(join(folder, 'run-steps.sh'), words, { encoding: 'utf8' });
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [stage, keyword, text] = line.split('\t') as [string, string, string];
      return { stage, keyword, text };
    });
}

/** Texts of the instructions of one kind in a stage, in order. */
export function textsOf(steps: readonly Step[], stage: string, keyword: string): string[] {
  return steps.filter((step) => step.stage === stage && step.keyword === keyword).map((step) => step.text);
}

/** The variables that the image sets. */
export function imageVariables(steps: readonly Step[]): Record<string, string> {
  return Object.fromEntries(
    textsOf(steps, 'final', 'ENV').map((text) => text.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
}
