import { QueryFailedError } from 'typeorm';
import { createLogger } from '../../src/logging';

describe('log', () => {
  it('names a failed statement and keeps its values to itself', () => {
    let line = '';
    const logger = createLogger('info', 'test', { write: (text) => (line += text) });
    const driverError = Object.assign(new Error('deadlock detected'), { code: '40P01', detail: 'hidden in detail' });
    const error = new QueryFailedError('INSERT INTO turn VALUES ($1)', ['hidden in a turn'], driverError);
    logger.error({ err: error, tenantId: 'tenant' }, 'request failed');
    expect(line).not.toContain('hidden');
    expect(JSON.parse(line)).toMatchObject({
      tenantId: 'tenant',
      err: { message: 'deadlock detected', query: 'INSERT INTO turn VALUES ($1)', code: '40P01' },
    });
  });
});
