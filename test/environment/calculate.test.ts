import { calculate } from '../../src/environment/calculator/calculate';
import { RaisedException } from '../../src/environment/values/raised-exception';

/** Expected texts were printed by CPython 3.11.7: `str(round(float(eval(text)), 2))`, or the exception's message. */

const RESULTS = [
  ['2+2', '4.0'],
  ['-2**2', '-4.0'],
  ['2**-1', '0.5'],
  ['2**3**2', '512.0'],
  ['-7//2', '-4.0'],
  ['7.5//-2', '-4.0'],
  ['0123.5', '123.5'],
  ['00', '0.0'],
  ['5. + .5', '5.5'],
  ['- - 5', '5.0'],
  ['0/-5', '-0.0'],
  ['1.005', '1.0'],
  ['5/8', '0.62'],
  ['10**15+0.5', '1000000000000000.5'],
  ['99999999999999999999*99999999999999999999', '1e+40'],
  ['(10**400+1)/10**400', '1.0'],
  ['10**400//10**399', '10.0'],
  ['1234.5**5', '2867183385246354.5'],
  ['(10.0**200)*(10.0**200)', 'inf'],
  ['0**0', '1.0'],
  ['(-8)**3', '-512.0'],
] as const;

const ERRORS = [
  ['', 'invalid syntax (<string>, line 0)'],
  ['   ', 'invalid syntax (<string>, line 0)'],
  ['2+', 'invalid syntax (<string>, line 1)'],
  ['1 2', 'invalid syntax (<string>, line 1)'],
  ['(1 2)', 'invalid syntax. Perhaps you forgot a comma? (<string>, line 1)'],
  ['(1 2 3', 'invalid syntax. Perhaps you forgot a comma? (<string>, line 1)'],
  ['(1 2', "'(' was never closed (<string>, line 1)"],
  ['(1 2))', "unmatched ')' (<string>, line 1)"],
  ['(*1)', 'cannot use starred expression here (<string>, line 1)'],
  ['(**1)', 'cannot use double starred expression here (<string>, line 1)'],
  [
    '007',
    'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers (<string>, line 1)',
  ],
  ['1/0', 'division by zero'],
  ['1.0/0', 'float division by zero'],
  ['1//0', 'integer division or modulo by zero'],
  ['1.0//0', 'float floor division by zero'],
  ['0**-1', '0.0 cannot be raised to a negative power'],
  ['10**400', 'int too large to convert to float'],
  ['10**400/3', 'integer division result too large for a float'],
  ['10.0**400', "(34, 'Numerical result out of range')"],
  ['(-8)**0.5', "float() argument must be a string or a real number, not 'complex'"],
  ['(-8)**0.5/0', 'complex division by zero'],
  ['(-10.0**300)**1.5', 'complex exponentiation'],
  ['()', "float() argument must be a string or a real number, not 'tuple'"],
  ['...', "float() argument must be a string or a real number, not 'ellipsis'"],
  ['5(3)', "'int' object is not callable"],
  ['5(1/0)', 'division by zero'],
  ['5(*3)', '5 argument after * must be an iterable, not int'],
  ['.5(**3)', '0.5 argument after ** must be a mapping, not int'],
  ['()+1', 'can only concatenate tuple (not "int") to tuple'],
  ['1+()', "unsupported operand type(s) for +: 'int' and 'tuple'"],
  ['()**2', "unsupported operand type(s) for ** or pow(): 'tuple' and 'int'"],
  ['()*1.5', "can't multiply sequence by non-int of type 'float'"],
  ['()*10**30', "cannot fit 'int' into an index-sized integer"],
  ['-()', "bad operand type for unary -: 'tuple'"],
] as const;

describe('calculate', () => {
  it.each(RESULTS)('evaluates %s to %s', (expression, text) => {
    expect(calculate(expression)).toBe(text);
  });

  it.each(ERRORS)('raises for %j: %s', (expression, message) => {
    expect(() => calculate(expression)).toThrow(new RaisedException('ValueError', message));
  });

  it('accepts 200 nested parentheses and refuses 201', () => {
    expect(calculate(`${'('.repeat(200)}1${')'.repeat(200)}`)).toBe('1.0');
    expect(() => calculate(`${'('.repeat(201)}1${')'.repeat(201)}`)).toThrow('too many nested parentheses');
  });

  it('gives up at once on powers that would take hours', () => {
    expect(() => calculate('9**9**9**9')).toThrow('int too large to convert to float');
  });

  it('follows 2900 operations in a row', () => {
    expect(calculate('1+'.repeat(2900) + '1')).toBe('2901.0');
    expect(calculate(`${'-'.repeat(2900)}1`)).toBe('1.0');
    expect(calculate('1**'.repeat(500) + '1')).toBe('1.0');
  });

  it('refuses expressions too deep to compile instead of overflowing the stack', () => {
    for (const text of ['1+'.repeat(50_000) + '1', '-'.repeat(50_000) + '1', '1**'.repeat(50_000) + '1']) {
      expect(() => calculate(text)).toThrow('maximum recursion depth exceeded during compilation');
    }
  });
});
