import { isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How the answers to wrong keys are slowed. */
export type WrongKeyLimits = {
  /** Wrong keys of one address that are answered without delay. */
  readonly free: number;
  /** Delay of the first answer after those, milliseconds; it doubles with each wrong key. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** An address that sent no wrong key for so long starts anew, milliseconds. */
  readonly forgetMs: number;
  /** Addresses that are counted; the one that was silent longest makes room for a new one. */
  readonly addresses: number;
  /** Answers of one address that wait at a time; those beyond are given at once. */
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

/** Time as this process has it. */
export type Clock = { readonly now: () => number; readonly sleep: (ms: number) => Promise<unknown> };

/** Its sleep does not keep the process alive. */
const SYSTEM_CLOCK: Clock = { now: Date.now, sleep: (ms) => sleep(ms, undefined, { ref: false }) };

type Attempts = { wrong: number; waiting: number; lastMs: number };

/**
 * Slows the answers to wrong keys per address. It sees wrong keys only, after they were looked up, so a good key from the same
 * address (others behind one proxy) is never slowed. Its memory is bounded by `addresses`.
 */
export class WrongKeyDelays {
  /** In order of the last wrong key. */
  private readonly attempts = new Map<string, Attempts>();

  constructor(
    private readonly limits: WrongKeyLimits,
    private readonly clock: Clock = SYSTEM_CLOCK,
  ) {}

  /** Counts one wrong key and waits as long as its answer must. @param address of the client, IPv4 or IPv6 */
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

  /** Addresses that are counted now. */
  get size(): number {
    return this.attempts.size;
  }

  /** Delay of an address's answer to its `wrong`-th wrong key, milliseconds. */
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

/** An IPv4 address as it is; of an IPv6 address the first 64 bits, because one host has all addresses of such a network. */
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
