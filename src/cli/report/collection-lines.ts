import type { CollectionProgressView } from '../queries/collection-query';
import { formatInterval, formatNumber } from './format-number';

/** Progress of a collection in one line. */
export function formatCollectionProgress(progress: CollectionProgressView): string {
  const { done, total, ratePerSecond } = progress;
  const rate = ratePerSecond === null ? '' : `  ${ratePerSecond.toFixed(0)}/s`;
  return `  ${String(done).padStart(String(total).length)} of ${total}  ${describePassing(progress)}${rate}`;
}

/** Result of a collection in one line. @param seconds duration; null if unknown */
export function formatCollected(progress: CollectionProgressView, seconds: number | null): string {
  const time = seconds === null ? '' : ` in ${seconds.toFixed(1)} s (${(progress.done / seconds).toFixed(0)} a second)`;
  return `${progress.done} rollouts${time}: ${describePassing(progress)}`;
}

/** The denominators come first: rollouts that could not be scored are not failures of the agent. */
function describePassing(progress: CollectionProgressView): string {
  const { scored, passed, passRate, passRateLow, passRateHigh } = progress;
  const rate = passRate === null ? '' : ` = ${formatNumber(passRate)} (${formatInterval(passRateLow, passRateHigh)})`;
  return `${passed} of ${scored} SCORED pass${rate}, ${describeFailures(progress)}`;
}

function describeFailures(progress: CollectionProgressView): string {
  const { infrastructureFailures, simulatorFailures, timeouts } = progress;
  const classes = { infrastructure: infrastructureFailures, 'user simulator': simulatorFailures, timeout: timeouts };
  const present = Object.entries(classes).filter(([, count]) => count > 0);
  return present.length === 0
    ? 'all were scored'
    : `not scored: ${present.map(([name, count]) => `${count} ${name}`).join(', ')}`;
}
