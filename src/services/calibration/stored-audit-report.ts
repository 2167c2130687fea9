import { z } from 'zod';
import { PROPOSAL_STATISTICS } from '../../domain/calibration/calibration-settings';
import type { SchemeAuditReport } from '../../domain/calibration/schemes/audit-scheme';
import { StoredFormat } from '../../stored-format';
import { perTierSchema } from './per-tier-schema';
import {
  audits,
  denominators,
  estimatorSettings,
  intendedSign,
  namedTierValues,
  type StoredAudits,
} from './stored-report-parts';

/** An audit's report when read: a report written before an estimator existed has no entry for it. */
export type StoredAuditReport = Omit<SchemeAuditReport, 'estimators'> & { readonly estimators: StoredAudits };

/** Versioned format of advantage audit reports. */
export const auditReportFormat = new StoredFormat<StoredAuditReport>({
  place: 'advantage_audit.report_json',
  schema: z.strictObject({
    classifierVersion: z.string(),
    statisticsVersion: z.string(),
    settings: z.strictObject({ statistic: z.enum(PROPOSAL_STATISTICS), delta: z.number(), estimatorSettings }),
    scheme: namedTierValues,
    denominators,
    intendedSigns: perTierSchema(intendedSign),
    estimators: audits,
  }),
});
