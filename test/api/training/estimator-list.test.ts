import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLEnumType } from 'graphql';
import { buildApiSchema } from '../../../src/api/schema';
import { toEstimatorAudits } from '../../../src/api/calibration/estimator-audit.type';
import { ESTIMATOR_NAMES, ESTIMATORS, TRAINING_ESTIMATOR_NAMES } from '../../../src/domain/advantages/estimators';
import type { SchemeAuditReport } from '../../../src/domain/calibration/schemes/audit-scheme';

const REPORTS = join(__dirname, '../../fixtures/v0.1.0/reports');

function descriptionsOf(enumName: string): Map<string, string> {
  const { [enumName]: type } = buildApiSchema().getTypeMap();
  return new Map((type as GraphQLEnumType).getValues().map(({ name, description }) => [name, description ?? '']));
}

describe('the enums of estimators', () => {
  it('describe an estimator in the same words, those of the list', () => {
    const [audited, all] = [descriptionsOf('AdvantageEstimator'), descriptionsOf('TrainingEstimator')];
    expect([...audited.keys()].sort()).toEqual([...ESTIMATOR_NAMES].sort());
    expect([...all.keys()].sort()).toEqual([...TRAINING_ESTIMATOR_NAMES].sort());
    for (const [name, description] of audited) expect(all.get(name)).toBe(description);
    for (const { name, description, source } of ESTIMATORS) {
      expect(all.get(name)).toContain(description);
      expect(all.get(name)).toContain(source);
    }
  });

  it('say what REINFORCE_PLUS_PLUS computes: a baseline over the group, then whitening over the batch', () => {
    expect(descriptionsOf('TrainingEstimator').get('REINFORCE_PLUS_PLUS')).toMatch(
      /group’s mean, then whitened .*batch/,
    );
  });
});

describe('a stored audit', () => {
  it('of before an estimator existed is readable: the estimator is absent', () => {
    const report = JSON.parse(
      readFileSync(join(REPORTS, 'advantage_audit.report_json.json'), 'utf8'),
    ) as SchemeAuditReport;
    const older = Object.fromEntries(Object.entries(report.estimators).filter(([name]) => name !== 'GDPO'));
    const audits = toEstimatorAudits(older);
    expect(audits.map(({ estimator }) => estimator)).toEqual(ESTIMATOR_NAMES.filter((name) => name !== 'GDPO'));
    expect(audits[0]!.tiers).toHaveLength(7);
  });
});
