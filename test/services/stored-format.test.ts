import { z } from 'zod';
import { StoredFormat, StoredTextError, withoutFormatVersion } from '../../src/stored-format';

/** Version 1 had a count; version 2 splits it, and adds an interval that nobody can know of older texts. */
const format = new StoredFormat({
  place: 'report.report_json',
  schema: z.strictObject({ passed: z.int(), failed: z.int().nullable(), interval: z.number().nullable() }),
  upgrades: [({ count, ...rest }) => ({ ...rest, passed: count, failed: null, interval: null })],
});
const first = new StoredFormat({
  place: 'report.report_json',
  schema: z.strictObject({ passed: z.int(), tiers: z.strictObject({ ERROR: z.number() }) }),
});
const implied = new StoredFormat({
  place: 'task.actions_json',
  schema: z.array(z.string()),
  isFirstVersionImplied: true,
});

describe('a stored format', () => {
  it('reads back what it wrote, and says the version', () => {
    const value = { passed: 3, failed: 1, interval: 0.5 };
    expect(format.write(value)).toBe('{"formatVersion":2,"passed":3,"failed":1,"interval":0.5}');
    expect(format.read(format.write(value), 'a')).toEqual(value);
    expect(withoutFormatVersion(format.write(value))).toBe('{"passed":3,"failed":1,"interval":0.5}');
  });

  it('fills in what an older version did not have', () => {
    expect(format.read('{"count":7}', 'a')).toEqual({ passed: 7, failed: null, interval: null });
    expect(format.read('{"formatVersion":1,"count":7}', 'a')).toEqual({ passed: 7, failed: null, interval: null });
  });

  it('writes no version where version 1 is implied', () => {
    expect(implied.write(['a'])).toBe('["a"]');
    expect(implied.read('["a"]', 'a')).toEqual(['a']);
  });

  it('refuses a version of a later release', () => {
    expect(() => format.read('{"formatVersion":3,"passed":3}', '7f3c')).toThrow(
      new StoredTextError('report.report_json', '7f3c', 'has version 3; this release reads up to 2'),
    );
    expect(() => implied.read('{"formatVersion":2,"actions":[]}', '7f3c')).toThrow('has version 2');
  });

  it.each([
    ['{"passed":', 'is not JSON'],
    ['null', 'the value: '],
    ['{"formatVersion":"2"}', 'formatVersion is not a whole number from 1'],
    ['{"formatVersion":0}', 'formatVersion is not a whole number from 1'],
    ['{"passed":1,"tiers":{"ERROR":"much"}}', 'tiers.ERROR: '],
    ['{"passed":1,"tiers":{"ERROR":0},"added":1}', 'added'],
  ])('names table, column and row of a damaged text: %s', (text, problem) => {
    const read = () => first.read(text, '7f3c');
    expect(read).toThrow(StoredTextError);
    expect(read).toThrow('report.report_json of 7f3c: ');
    expect(read).toThrow(problem);
  });

  it('names the row of an older text that cannot be brought up to date', () => {
    const broken = new StoredFormat({
      place: 'report.report_json',
      schema: z.strictObject({ size: z.int() }),
      upgrades: [({ list }) => ({ size: (list as unknown[]).length })],
    });
    expect(() => broken.read('{}', '7f3c')).toThrow('report.report_json of 7f3c: cannot be read as version 1');
  });

  it('reads a row once, however many fields ask for it', () => {
    const row = { id: 'a' };
    const text = first.write({ passed: 1, tiers: { ERROR: 0 } });
    expect(first.readRow(row, text)).toBe(first.readRow(row, text));
    expect(first.readMember(row, text, 'tiers')).toBe(first.readMember(row, text, 'tiers'));
    expect(first.readRow({ id: 'a' }, text)).not.toBe(first.readRow(row, text));
  });

  it('reads one member of a row, whatever is wrong with the others', () => {
    const row = { id: 'a' };
    const text = '{"passed":"many","tiers":{"ERROR":1}}';
    expect(first.readMember(row, text, 'tiers')).toEqual({ ERROR: 1 });
    expect(() => first.readMember(row, text, 'passed')).toThrow('report.report_json of a: passed: ');
    expect(() => first.readRow(row, text)).toThrow('report.report_json of a: passed: ');
  });
});
