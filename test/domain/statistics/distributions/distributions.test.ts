import { incompleteBeta } from '../../../../src/domain/statistics/distributions/incomplete-beta';
import { logBeta, logGamma } from '../../../../src/domain/statistics/distributions/log-gamma';
import { normalCdf } from '../../../../src/domain/statistics/distributions/normal-cdf';
import { normalQuantile } from '../../../../src/domain/statistics/distributions/normal-quantile';
import {
  studentTCdf,
  studentTQuantile,
  studentTTails,
} from '../../../../src/domain/statistics/distributions/student-t';
import { expectRelativelyClose } from '../../../support/expect-relatively-close';

describe('normalCdf', () => {
  it.each([
    [-12, 1.776482112077653e-33],
    [-5.5, 1.898956246588768e-8],
    [-3, 0.0013498980316300933],
    [-2.9, 0.0018658133003840375],
    [-1.96, 0.024997895148220435],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.7, 0.758036347776927],
    [2.999, 0.9986456634662729],
    [3.0, 0.9986501019683699],
    [4.2, 0.9999866542509841],
    [8.0, 0.9999999999999993],
  ])('is at %d what scipy.special.ndtr gives (scipy 1.17.1)', (z, expected) => {
    expectRelativelyClose(normalCdf(z), expected, 1e-12);
  });

  it('is 0 and 1 at the ends, and refuses NaN', () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
    expect(() => normalCdf(NaN)).toThrow('NaN');
  });
});

describe('normalQuantile', () => {
  it.each([
    [1e-300, -37.0470962993612],
    [1e-12, -7.034483825301131],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.07, -1.4757910281791706],
    [0.3, -0.5244005127080409],
    [0.5, 0.0],
    [0.8, 0.8416212335729143],
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817087],
  ])('is at %d what scipy.special.ndtri gives (scipy 1.17.1)', (chance, expected) => {
    expectRelativelyClose(normalQuantile(chance), expected, 1e-12);
  });

  it('undoes normalCdf, is infinite at the ends and refuses other chances', () => {
    for (const chance of [1e-9, 0.01, 0.2, 0.5, 0.77, 0.999]) {
      expectRelativelyClose(normalCdf(normalQuantile(chance)), chance, 1e-12);
    }
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(() => normalQuantile(1.1)).toThrow('1.1');
  });
});

describe('incompleteBeta', () => {
  it.each([
    [0.2, 2, 3, 0.18080000000000004],
    [0.5, 0.5, 0.5, 0.5000000000000001],
    [0.9, 30, 4, 0.5769436641256929],
    [0.5, 600, 601, 0.5115140726343015],
    [0.01, 0.5, 25, 0.5194086879238952],
    [0.3, 1, 1, 0.3],
    [0.48, 5000, 5200, 0.019676003601151345],
  ])('is at x %d, a %d, b %d what scipy.special.betainc gives (scipy 1.17.1)', (x, a, b, expected) => {
    expectRelativelyClose(incompleteBeta(x, a, b), expected, 1e-10);
  });

  it('is 0 and 1 at the ends, and refuses what is out of range', () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
    expect(() => incompleteBeta(-0.1, 1, 1)).toThrow('-0.1');
    expect(() => incompleteBeta(0.1, 0, 1)).toThrow('a 0');
  });
});

describe('logGamma and logBeta', () => {
  it.each([
    [0.01, 4.599479878042022],
    [0.5, 0.5723649429247],
    [1, 0.0],
    [3.3, 0.9870985778947343],
    [9.99, 12.779315214350195],
    [10, 12.801827480081469],
    [171, 706.5730622457875],
    [1000000.0, 12815504.569147611],
  ])('logGamma(%d) is what scipy.special.gammaln gives (scipy 1.17.1)', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  });

  it.each([
    [0.5, 0.5, 1.1447298858494],
    [2, 3, -2.4849066497880004],
    [0.5, 25, -1.032073302682928],
    [1000, 0.5, -2.8813876965723466],
    [300, 400, -479.6884510371317],
  ])('logBeta(%d, %d) is what scipy.special.betaln gives (scipy 1.17.1)', (a, b, expected) => {
    expectRelativelyClose(logBeta(a, b), expected, 1e-12);
  });

  it('keeps its digits where scipy.special.betaln loses them: log(pi) / 2 - log(a) / 2 + 1 / (8 a) for a large a', () => {
    expectRelativelyClose(logBeta(1e6, 0.5), Math.log(Math.PI) / 2 - Math.log(1e6) / 2 + 1 / 8e6, 1e-13);
  });

  it('refuses 0', () => {
    expect(() => logGamma(0)).toThrow('above 0');
  });
});

describe('studentTCdf', () => {
  it.each([
    [-2.1, 3, 0.0632826012748423],
    [0, 5, 0.5],
    [0.01, 49, 0.5039690543458234],
    [1.3, 1, 0.7912855998398473],
    [2.5, 49, 0.9920921055764099],
    [-40, 10, 1.1404288715428768e-12],
    [3.1, 2.5, 0.9661058108375399],
    [-1.7, 100000, 0.04456701762433149],
  ])('is at t %d with %d degrees of freedom what scipy.stats.t.cdf gives (scipy 1.17.1)', (t, df, expected) => {
    expectRelativelyClose(studentTCdf(t, df), expected, 1e-10);
  });

  it('has tails of 1 at 0 and of 0 at infinity, and refuses no degrees of freedom', () => {
    expect([studentTTails(0, 7), studentTTails(-Infinity, 7)]).toEqual([1, 0]);
    expect(() => studentTCdf(1, 0)).toThrow('0 degrees of freedom');
  });
});

describe('studentTQuantile', () => {
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 49, 2.0095752371292392],
    [0.8, 9, 0.8834038596855346],
    [0.0005, 3, -12.923978636687481],
    [0.995, 1000000.0, 2.5758342201053344],
  ])('is at %d with %d degrees of freedom what scipy.stats.t.ppf gives (scipy 1.17.1)', (chance, df, expected) => {
    expectRelativelyClose(studentTQuantile(chance, df), expected, 1e-10);
  });

  it('refuses a chance of 0', () => {
    expect(() => studentTQuantile(0, 3)).toThrow('chance is 0');
  });
});
