import { orNull, real, whole } from '../../src/domain/settings/setting';
import { describeSetting } from '../../src/domain/settings/describe-setting';
import { settingsSchema } from '../../src/settings/settings-schema';
import { storedSchema } from '../../src/settings/stored-settings';

const TABLE = {
  epochs: whole('Passes', { min: 1, max: 10, default: 2 }),
  rate: real('Learning rate', { min: 0, max: 1, excludes: 'MIN', default: 0.5 }),
  /** Added later: runs from before had none. */
  limit: { ...orNull(whole('Limit', { min: 1, max: 9, default: 5 }), 'no limit'), valueBefore: null },
};

describe('a table of settings', () => {
  it('fills in the defaults of a choice, and keeps ranges', () => {
    const schema = settingsSchema(TABLE);
    expect(schema.parse({ epochs: 10 })).toEqual({ epochs: 10, rate: 0.5, limit: 5 });
    expect(schema.safeParse({ epochs: 11 }).error?.issues[0]?.message).toBe(
      'is 11; it must be a whole number from 1 to 10',
    );
    expect(schema.safeParse({ rate: 0 }).error?.issues[0]?.message).toBe(
      'is 0; it must be a number above 0 and at most 1',
    );
    expect(schema.safeParse({ unknown: 1 }).success).toBe(false);
  });

  it('reads what was stored before a setting existed, or while its range was wider', () => {
    expect(storedSchema(TABLE).parse({ epochs: 99, gone: true })).toEqual({ epochs: 99, rate: 0.5, limit: null });
  });

  it('says range, default and what null means', () => {
    expect(Object.values(TABLE).map(describeSetting)).toEqual([
      'Passes. Min 1, max 10, default 2.',
      'Learning rate. Above 0, max 1, default 0.5.',
      'Limit. Min 1, max 9, default 5. Null: no limit.',
    ]);
  });
});
