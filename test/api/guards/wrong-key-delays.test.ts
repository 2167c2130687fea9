import { WRONG_KEY_LIMITS, WrongKeyDelays } from '../../../src/api/guards/wrong-key-delays';

/** A clock that stands still: sleeps are recorded and end when they are told to. */
function stoppedClock() {
  const clock = { ms: 0, slept: [] as number[], wake: [] as (() => void)[] };
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      clock.slept.push(ms);
      clock.wake.push(resolve);
    });
  return { ...clock, now: () => clock.ms, sleep, pass: (ms: number) => (clock.ms += ms) };
}

describe('delays of answers to wrong keys', () => {
  const LIMITS = { ...WRONG_KEY_LIMITS, free: 2, firstDelayMs: 100, maxDelayMs: 500, forgetMs: 1_000 };

  function sendWrongKeys(delays: WrongKeyDelays, address: string, count: number): void {
    for (let sent = 0; sent < count; sent += 1) void delays.delay(address);
  }

  it('grow with each wrong key of an address up to the longest, after some without delay', () => {
    const clock = stoppedClock();
    sendWrongKeys(new WrongKeyDelays(LIMITS, clock), '192.0.2.1', 7);
    expect(clock.slept).toEqual([100, 200, 400, 500, 500]);
  });

  it('concern one address alone, and the whole network of an IPv6 host', () => {
    const clock = stoppedClock();
    const delays = new WrongKeyDelays(LIMITS, clock);
    for (const address of ['192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8:0:1::1'])
      sendWrongKeys(delays, address, 2);
    expect(clock.slept).toEqual([]);
    sendWrongKeys(delays, '::ffff:192.0.2.1', 1);
    sendWrongKeys(delays, '2001:db8:0:0:9:8:7:6', 1);
    expect(clock.slept).toEqual([100, 100]);
    expect(delays.size).toBe(4);
  });

  it('start anew for an address that was silent', () => {
    const clock = stoppedClock();
    const delays = new WrongKeyDelays(LIMITS, clock);
    sendWrongKeys(delays, '192.0.2.1', 3);
    clock.pass(LIMITS.forgetMs);
    sendWrongKeys(delays, '192.0.2.1', 2);
    expect(clock.slept).toEqual([100]);
  });

  it('hold a bounded number of addresses, those with the newest wrong keys', () => {
    const clock = stoppedClock();
    const delays = new WrongKeyDelays({ ...LIMITS, addresses: 3 }, clock);
    sendWrongKeys(delays, '192.0.2.1', 2);
    for (let host = 2; host <= 50; host += 1) {
      sendWrongKeys(delays, `192.0.2.${host}`, 1);
      if (host === 3) sendWrongKeys(delays, '192.0.2.1', 1);
    }
    expect(delays.size).toBe(3);
    expect(clock.slept).toEqual([100]);
  });

  it('hold a bounded number of answers of an address', async () => {
    const clock = stoppedClock();
    const delays = new WrongKeyDelays({ ...LIMITS, waitingPerAddress: 2 }, clock);
    sendWrongKeys(delays, '192.0.2.1', 4);
    await delays.delay('192.0.2.1');
    expect(clock.slept).toHaveLength(2);
    clock.wake[0]!();
    await Promise.resolve();
    await new Promise(setImmediate);
    sendWrongKeys(delays, '192.0.2.1', 1);
    expect(clock.slept).toHaveLength(3);
  });
});
