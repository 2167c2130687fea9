import { hearAgent } from '../../src/simulators/scripted/hear-agent';

/** Words as language models use them. */
describe('hearAgent', () => {
  it.each([
    ['Sure! To get started, could you please provide your user ID?', ['USER_ID']],
    ['Please confirm your user ID so that I can look up your profile.', ['USER_ID']],
    ["I can help with that. What's the reason for the cancellation?", ['REASON']],
    ['May I have the reservation number and the reason for cancelling?', ['RESERVATION', 'REASON']],
    ['I cannot look that up without your user id. Could you share it?', ['USER_ID']],
    [
      'To book this I will need the following details:\n1. The cabin class\n2. Number of checked bags\n3. Your payment method',
      ['CABIN', 'BAGS', 'PAYMENT'],
    ],
    ['Please provide the full names and dates of birth of all passengers.', ['PASSENGERS']],
    ['Would you like travel insurance, and which payment method would you like to use?', ['INSURANCE', 'PAYMENT']],
    ['Is it a one-way or a round trip, and on which date do you want to leave?', ['TRIP_TYPE', 'DATES']],
  ])('hears what is asked: %s', (text, topics) => {
    expect(hearAgent(text)).toMatchObject({ topics, isRefusal: false, isConfirmation: false });
  });

  it.each([
    'I will change your cabin to business for $120, charged to your credit card. Do you want to proceed? (yes/no)',
    'Here are the details:\n- Flight HAT001\n- Cabin: economy\n- Payment: gift card\nWould you like me to go ahead?',
    'Please reply "yes" to confirm that I should cancel the reservation.',
    'The refund is $50. Shall I proceed with the cancellation?',
  ])('hears a question for a confirmation, and no topics in the proposal: %s', (text) => {
    expect(hearAgent(text)).toMatchObject({ isConfirmation: true, topics: [], isRefusal: false });
  });

  it.each([
    'Unfortunately, basic economy flights cannot be changed.',
    "I'm sorry, but I am unable to cancel this reservation under our policy. Would you like to do something else?",
    'That is not possible, but I could change the cabin instead. Would you like me to proceed with that?',
    'Our policy does not allow refunds here.',
    'You are not eligible for compensation.',
  ])('hears a refusal, whatever is offered in its place: %s', (text) => {
    expect(hearAgent(text).isRefusal).toBe(true);
  });

  it('hears a transfer', () => {
    expect(hearAgent('YOU ARE BEING TRANSFERRED TO A HUMAN AGENT. PLEASE HOLD ON.').isTransfer).toBe(true);
    expect(hearAgent('I am transferring you to a human agent now.').isTransfer).toBe(true);
    expect(hearAgent('The balance was transferred to your gift card.').isTransfer).toBe(false);
  });

  it.each([
    ['Your reservation is cancelled. Is there anything else I can help you with?', true],
    ['Done! Can I assist you with something else?', true],
    ['Your reservation is cancelled.', false],
  ])('hears a closing: %s', (text, isClosing) => {
    expect(hearAgent(text)).toMatchObject({ isClosing, isRefusal: false, topics: [] });
  });

  it('hears an amount', () => {
    expect(hearAgent('That would be $1,234 in all.').namesAmount).toBe(true);
    expect(hearAgent('That would be 120 dollars.').namesAmount).toBe(true);
    expect(hearAgent('Flight HAT120 on 2024-05-20.').namesAmount).toBe(false);
  });
});
