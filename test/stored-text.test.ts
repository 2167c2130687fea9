import { LimitExceededError } from '../src/errors';
import { findTextProblem, requireText, type TextRule, TEXTS, toStorableText } from '../src/stored-text';

const NAME: TextRule = { max: 10, unit: 'bytes', mayBeBlank: false };
const NOTE: TextRule = { max: 3, unit: 'characters', mayBeBlank: true };

describe('a stored text', () => {
  it.each([
    ['a\0', NOTE, 'has a NUL character at position 1; Postgres cannot store it'],
    ['\u{1f600}\ud800', NOTE, 'has half of a surrogate pair at position 2; it is not valid Unicode'],
    ['abcd', NOTE, 'has 4 characters; at most 3 are allowed: "abcd"'],
    ['\u8a9e\u8a9e\u8a9e\u8a9e', NAME, 'has 12 bytes of UTF-8; at most 10 are allowed: "\u8a9e\u8a9e\u8a9e\u8a9e"'],
    ['\u200b\u3164', NAME, 'is blank; it must have a visible character'],
    ['', NAME, 'is blank; it must have a visible character'],
  ])('is refused when it is %j', (text, rule, message) => {
    expect(findTextProblem(text, rule)?.message).toBe(message);
  });

  it.each([
    ['', NOTE],
    ['\u200b', NOTE],
    ['\u{1f600}\u{1f600}\u{1f600}', NOTE],
    ['\u8a9e\u8a9e\u8a9e', NAME],
    ['\u200bx', NAME],
  ])('can be %j', (text, rule) => {
    expect(findTextProblem(text, rule)).toBeNull();
  });

  it('is a limit that was exceeded when it is too long', () => {
    const tooLong = () => {
      requireText('name', 'x'.repeat(201), TEXTS.name);
    };
    expect(tooLong).toThrow(LimitExceededError);
    expect(tooLong).toThrow('name has 201 characters; at most 200 are allowed: "xxx');
  });

  it('of a model or a tool is made storable instead', () => {
    expect(toStorableText('a\0\ud800')).toBe('a\uFFFD\uFFFD');
    expect(toStorableText(null)).toBeNull();
  });
});
