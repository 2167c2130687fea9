import { isAgreement } from '../../../src/policy/scripted/user-words';

describe('isAgreement', () => {
  it.each([
    'Yes, please go ahead.',
    'Yes, that is right, no other changes.',
    'Go ahead.',
    'That sounds good to me.',
    'OK',
  ])('hears a yes: %s', (text) => {
    expect(isAgreement(text)).toBe(true);
  });

  it.each([
    'No, that is not what I want.',
    'No, wait: I have changed my mind.',
    'Yes, but in business instead.',
    'Please do not proceed.',
    'Before I agree: how many dollars is that in all?',
    'My user id is mia_li_3668.',
  ])('hears none: %s', (text) => {
    expect(isAgreement(text)).toBe(false);
  });
});
