import { PaceMeter } from '../../worker/pace-meter';

describe('the pace of a job', () => {
  it('is unknown until half a second has shown a gain', () => {
    const meter = new PaceMeter();
    expect(meter.measure('load', 0, 100, 0)).toEqual({ ratePerSecond: null, secondsLeft: null });
    expect(meter.measure('load', 10, 100, 400)).toEqual({ ratePerSecond: null, secondsLeft: null });
    expect(meter.measure('load', 10, 100, 500)).toEqual({ ratePerSecond: 20, secondsLeft: 4.5 });
  });

  it('has no time left without a total, and none below zero beyond it', () => {
    const meter = new PaceMeter();
    meter.measure('load', 0, null, 0);
    expect(meter.measure('load', 10, null, 1000)).toEqual({ ratePerSecond: 10, secondsLeft: null });
    expect(meter.measure('load', 20, 15, 2000)).toEqual({ ratePerSecond: 10, secondsLeft: 0 });
  });

  it('starts again with each phase, and when a phase begins anew', () => {
    const meter = new PaceMeter();
    meter.measure('a', 0, 10, 0);
    meter.measure('a', 10, 10, 1000);
    expect(meter.measure('b', 0, 10, 1000).ratePerSecond).toBeNull();
    expect(meter.measure('b', 5, 10, 2000)).toEqual({ ratePerSecond: 5, secondsLeft: 1 });
    expect(meter.measure('b', 1, 10, 9000).ratePerSecond).toBeNull();
  });

  it('does not divide by a rate of zero', () => {
    const meter = new PaceMeter();
    meter.measure('a', 3, 10, 0);
    expect(meter.measure('a', 3, 10, 5000)).toEqual({ ratePerSecond: null, secondsLeft: null });
  });
});
