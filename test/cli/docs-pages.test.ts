import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS_PAGES } from '../../src/cli/docs/docs-pages';

describe('pages written from tables of the code', () => {
  it.each(Object.entries(DOCS_PAGES))('docs/%s is up to date', (name, write) => {
    expect(readFileSync(join(__dirname, '../../docs', name), 'utf8')).toBe(write());
  });
});
