import { InvalidInputError } from '../../errors';
import type { ImitationSample, PolicyLossSettings, PolicySample } from './learner-settings';

/** @throws InvalidInputError naming the sample and its field */
export function checkImitationSamples(samples: readonly ImitationSample[]): void {
  samples.forEach(({ chosen, weight, decision }, index) => {
    if (!Number.isInteger(chosen) || chosen < 0 || chosen >= decision.candidateCount) {
      throw new InvalidInputError(
        `sample ${index}: chosen is ${chosen}; its decision has candidates 0 to ${decision.candidateCount - 1}`,
      );
    }
    checkFinite(weight, `sample ${index}: weight`);
  });
}

/** @throws InvalidInputError naming the sample and its field, or the setting */
export function checkPolicySamples(
  samples: readonly PolicySample[],
  loss: PolicyLossSettings,
  { hasCritic }: { readonly hasCritic: boolean },
): void {
  checkImitationSamples(samples);
  samples.forEach(({ oldLogProbability, referenceLogProbability, advantage, target }, index) => {
    const name = `sample ${index}:`;
    checkFinite(oldLogProbability, `${name} oldLogProbability`);
    checkFinite(referenceLogProbability, `${name} referenceLogProbability`);
    checkFinite(advantage, `${name} advantage`);
    if (hasCritic) checkFinite(target ?? NaN, `${name} target`);
  });
  checkTemperature(loss.temperature);
  for (const name of ['clipLow', 'clipHigh', 'klCoefficient', 'entropyCoefficient', 'valueCoefficient'] as const) {
    checkFinite(loss[name], name);
  }
}

/** @throws InvalidInputError when it is not a number above 0 */
export function checkTemperature(temperature: number): void {
  if (Number.isFinite(temperature) && temperature > 0) return;
  throw new InvalidInputError(`temperature is ${temperature}; it must be a finite number above 0`);
}

/** @throws InvalidInputError */
export function checkFinite(value: number, name: string): void {
  if (!Number.isFinite(value)) throw new InvalidInputError(`${name} is ${value}; it must be a finite number`);
}
