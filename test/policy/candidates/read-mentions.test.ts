import { readMentions } from '../../../src/policy/candidates/knowledge/read-mentions';
import { readDates } from '../../../src/policy/candidates/knowledge/read-dates';

describe('what a text of a customer names', () => {
  it('holds ids, flight numbers and dates of several spellings', () => {
    const text =
      'I am mia_li_3668. Move reservation 4WQ150 and my booking ABC123 to flight HAT045 on May 20th, 2024-05-21 or Jun 3.';
    const { userIds, reservationIds, flightNumbers, dates } = readMentions(text);
    expect(userIds).toEqual(['mia_li_3668']);
    expect(reservationIds).toEqual(['4WQ150', 'ABC123']);
    expect(flightNumbers).toEqual(['ABC123', 'HAT045']);
    expect(dates).toEqual(['2024-05-20', '2024-05-21', '2024-06-03']);
  });

  it('gives dates with their places', () => {
    expect(readDates('on May 5')).toEqual([{ date: '2024-05-05', start: 3, end: 8 }]);
  });

  it('tells ways apart, with date, preference and whether they name a trip', () => {
    const text =
      'The cheapest direct flight from Boston (BOS) to New York (JFK) on 2024-05-20, and for the way back flights HAT001 and HAT002 ' +
      'from JFK to BOS on 2024-05-23. It is the trip from Miami (MIA) to Denver (DEN) that starts on 2024-05-25.';
    expect(readMentions(text).routes).toEqual([
      {
        origin: 'BOS',
        destination: 'JFK',
        date: '2024-05-20',
        preference: 'CHEAPEST',
        isOneStop: false,
        flightNumbers: [],
        isTripName: false,
      },
      {
        origin: 'JFK',
        destination: 'BOS',
        date: '2024-05-23',
        preference: null,
        isOneStop: false,
        flightNumbers: ['HAT001', 'HAT002'],
        isTripName: false,
      },
      {
        origin: 'MIA',
        destination: 'DEN',
        date: '2024-05-25',
        preference: null,
        isOneStop: false,
        flightNumbers: [],
        isTripName: true,
      },
    ]);
  });

  it('reads passengers, bags, cabins, insurance and payment amounts', () => {
    const mentions = readMentions(
      'Economy. Ada Byron, born on 1990-01-02; Bo Li, born on 1985-03-04. 3 checked bags. No insurance. I demand $150 or $1,200.',
    );
    expect(mentions.cabins).toEqual(['economy']);
    expect(mentions.passengers).toEqual([
      { firstName: 'Ada', lastName: 'Byron', dob: '1990-01-02' },
      { firstName: 'Bo', lastName: 'Li', dob: '1985-03-04' },
    ]);
    expect(mentions.bagCounts).toEqual([3]);
    expect(mentions.insurance).toBe('no');
    expect(mentions.amounts).toEqual([150, 1200]);
  });

  it.each([
    ['I want to cancel reservation 4WQ150.', ['CANCEL']],
    ['A flight of reservation 4WQ150 was cancelled by the airline, and I am upset.', ['COMPENSATE']],
    ['I want other flights on reservation 4WQ150.', ['FLIGHTS']],
    ['I want another cabin on reservation 4WQ150, on the same flights.', ['CABIN']],
    ['I want to change the number of checked bags on reservation 4WQ150.', ['BAGS']],
    ['I want to replace a passenger on reservation 4WQ150.', ['PASSENGER']],
    ['I want to book a new trip from Boston (BOS) to Miami (MIA).', ['BOOK']],
    ['How many dollars do I have on gift cards in all?', ['ASK_BALANCE']],
    ['Please, this matters a great deal to my family.', []],
  ])('knows what %s asks for', (text, intents) => {
    expect(readMentions(text).intents).toEqual(intents);
  });

  it.each([
    ['Yes, please go ahead.', 'YES'],
    ['No, wait: I have changed my mind.', 'NO'],
    ['All right.', 'NONE'],
  ])('takes %s for %s', (text, consent) => {
    expect(readMentions(text).consent).toBe(consent);
  });
});
