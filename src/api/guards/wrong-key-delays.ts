import { isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Settings of the delays. */
export type WrongKeyLimits = {
  /** Number of wrong keys per address that are answered without delay. */
  readonly free: number;
  /** Delay of the first answer after that, in ms; it doubles with each wrong key. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Time without a wrong key after which an address starts from zero, in ms. */
  readonly forgetMs: number;
  /** Max number of addresses; a new one replaces the one that was silent for longest. */
  readonly addresses: number;
  /** Max number of delayed answers per address at a time; further ones are not delayed. */
  readonly waitingPerAddress: number;
};

export const WRONG_KEY_LIMITS: WrongKeyLimits = {
  free: 10,
  firstDelayMs: 100,
  maxDelayMs: 5_000,
  forgetMs: 10 * 60_000,
  addresses: 10_000,
  waitingPerAddress: 100,
};

/** Clock of this process. */
export type Clock = { readonly now: () => number; readonly sleep: (ms: number) => Promise<unknown> };

/** The timer does not keep the process alive. */
const SYSTEM_CLOCK: Clock = { now: Date.now, sleep: (ms) => sleep(ms, undefined, { ref: false }) };

type Attempts = { wrong: number; waiting: number; lastMs: number };

/**
 * Delays the answers to wrong keys per address. It sees only wrong keys, after they were looked up, so a valid key from
 * the same address (others behind one proxy) is never delayed. Its memory is bounded by `addresses`.
 */
export class WrongKeyDelays {
  /** Sorted by the time of the last wrong key. */
  private readonly attempts = new Map<string, Attempts>();

  constructor(
    private readonly limits: WrongKeyLimits,
    private readonly clock: Clock = SYSTEM_CLOCK,
  ) {}

  /** Counts one wrong key and waits for the delay of its answer. @param address of the client, IPv4 or IPv6 */
  async delay(address: string): Promise<void> {
    const attempts = this.count(networkOf(address));
    const delayMs = this.delayMs(attempts.wrong);
    if (delayMs === 0 || attempts.waiting >= this.limits.waitingPerAddress) return;
    attempts.waiting += 1;
    try {
      await this.clock.sleep(delayMs);
    } finally {
      attempts.waiting -= 1;
    }
  }

  /** Number of addresses that are counted now. */
  get size(): number {
    return this.attempts.size;
  }

  /** Delay of the answer to the `wrong`-th wrong key of an address, in ms. */
  private delayMs(wrong: number): number {
    const { free, firstDelayMs, maxDelayMs } = this.limits;
    return wrong <= free ? 0 : Math.min(firstDelayMs * 2 ** (wrong - free - 1), maxDelayMs);
  }

  private count(network: string): Attempts {
    const found = this.attempts.get(network);
    const now = this.clock.now();
    const isKnown = found !== undefined && now - found.lastMs < this.limits.forgetMs;
    const counted: Attempts = isKnown ? found : { wrong: 0, waiting: 0, lastMs: 0 };
    counted.wrong += 1;
    counted.lastMs = now;
    this.attempts.delete(network);
    this.attempts.set(network, counted);
    const [oldest] = this.attempts.keys();
    if (this.attempts.size > this.limits.addresses && oldest !== undefined) this.attempts.delete(oldest);
    return counted;
  }
}

/**
 * The IPv4 address unchanged; the first 64 bits of an IPv6 address, because one host has all addresses of such a
 * network.
 */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped !== null) return mapped[1]!;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
