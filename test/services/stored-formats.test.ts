import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import { capabilitiesFormat, requirementsFormat } from '../../src/jobs/job-requirements';
import { ENTITIES } from '../../src/persistence/data-source';
import { SnakeNaming } from '../../src/persistence/snake-naming';
import { startedCalibrationFormat } from '../../src/services/calibration/start-calibration';
import { auditReportFormat } from '../../src/services/calibration/stored-audit-report';
import { calibrationReportFormat } from '../../src/services/calibration/stored-calibration-report';
import { checkpointMetadataFormat } from '../../src/services/checkpoints/checkpoint-metadata';
import { collectionProgressFormat } from '../../src/services/collection/collection-progress';
import { auditSettingsFormat, calibrationSettingsFormat } from '../../src/services/calibration/calibration-settings';
import { collectionSettingsFormat } from '../../src/services/collection/collection-settings';
import { comparisonReportFormat } from '../../src/services/comparisons/stored-comparison-report';
import { conversationEventFormat, conversationStartedFormat } from '../../src/services/conversation/conversation-event';
import { humanTurnEventFormat } from '../../src/services/conversation/human-turn-event';
import { evaluationEventFormat } from '../../src/services/evaluation/evaluation-event';
import { manifestFormat } from '../../src/services/evaluation/evaluation-manifest';
import { recordedFilterFormat } from '../../src/services/evaluation/recorded-filter';
import { comparisonSettingsFormat, evaluationSettingsFormat } from '../../src/services/evaluation/evaluation-settings';
import { evaluationReportFormat } from '../../src/services/evaluation/stored-evaluation-report';
import { JOBS } from '../../src/services/job-registry';
import { madeThingFormat } from '../../src/services/jobs/idempotency';
import { jobEventFormat } from '../../src/services/jobs/job-event';
import { policySpecFormat } from '../../src/services/players/policy-spec';
import { simulatorSpecFormat } from '../../src/services/players/simulator-spec';
import { ingestedFormat, verdictsFormat } from '../../src/services/rollouts/ingest-rollouts';
import { taskDetailsFormat } from '../../src/services/tasks/playable-task-rows';
import { goldenActionsFormat, trapsFormat } from '../../src/services/tasks/stored-actions';
import { environmentFormat } from '../../src/services/worlds/stored-environment';
import { factsFormat } from '../../src/services/tasks/stored-facts';
import { checkpointStateFormat } from '../../src/services/training/checkpoint-state';
import { trainingEventFormat } from '../../src/services/training/training-event';
import {
  externalSettingsFormat,
  imitationSettingsFormat,
  reinforcementSettingsFormat,
} from '../../src/services/training/training-settings';
import type { StoredFormat } from '../../src/stored-format';

const FOLDER = path.join(__dirname, '..', 'fixtures', 'v0.1.0', 'reports');

/** Reads a stored text. */
type Reader = (text: string) => unknown;

/** Readers by `TABLE.COLUMN`, and by `TABLE.COLUMN.KIND` where the texts of a column differ. */
const READERS: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(
    [
      ...[auditReportFormat, calibrationReportFormat, evaluationReportFormat, comparisonReportFormat, manifestFormat],
      ...[recordedFilterFormat, checkpointMetadataFormat, checkpointStateFormat, capabilitiesFormat],
      ...[requirementsFormat, policySpecFormat, simulatorSpecFormat, environmentFormat],
      ...[calibrationSettingsFormat, auditSettingsFormat, evaluationSettingsFormat, comparisonSettingsFormat],
      ...[collectionSettingsFormat, imitationSettingsFormat, reinforcementSettingsFormat, externalSettingsFormat],
      ...[goldenActionsFormat, trapsFormat, taskDetailsFormat, factsFormat],
    ].map((format: Pick<StoredFormat<object>, 'place' | 'read'>) => [format.place, readerOf(format)]),
  ),
  'event.payload_json.collection': readerOf(collectionProgressFormat),
  'event.payload_json.conversation': readerOf(conversationEventFormat),
  'event.payload_json.evaluation': readerOf(evaluationEventFormat),
  'event.payload_json.experiment.CONVERSATION_STARTED': readerOf(conversationStartedFormat),
  'event.payload_json.experiment.JOB_STATE': readerOf(jobEventFormat),
  'event.payload_json.experiment.ROLLOUTS_INGESTED': readerOf(ingestedFormat),
  'event.payload_json.human-turns': readerOf(humanTurnEventFormat),
  'event.payload_json.job': readerOf(jobEventFormat),
  'idempotency_record.response_json': readerOf(madeThingFormat),
  'idempotency_record.response_json.ingestRollouts': readerOf(verdictsFormat),
  'idempotency_record.response_json.startCalibration': readerOf(startedCalibrationFormat),
  ...Object.fromEntries(
    ['METRICS', 'EVALUATION', 'WARNING', 'VALUES_CHANGED', 'CHECKPOINT', 'STATE'].map((kind) => [
      `event.payload_json.training.${kind}`,
      (text: string) => {
        const payload = JSON.parse(text) as Record<string, unknown>;
        const read = Object.entries(trainingEventFormat.readValue({ ...payload, kind }, 'the fixture'));
        return Object.fromEntries(read.filter(([name]) => name !== 'kind'));
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(JOBS).map(([name, { payload }]) => [
      `job_run.payload_json.${name}`,
      (text: string) => payload.parse(JSON.parse(text)),
    ]),
  ),
};

function readerOf(format: Pick<StoredFormat<object>, 'read'>): Reader {
  return (text) => format.read(text, 'the fixture');
}

/** The reader of the longest name that the file's begins with. */
function findReader(file: string): Reader | undefined {
  const names = Object.keys(READERS).filter((name) => file.startsWith(`${name}.`));
  return READERS[names.sort((a, b) => b.length - a.length)[0] ?? ''];
}

/** `TABLE.COLUMN` of each column that holds JSON. */
function jsonColumns(): string[] {
  const { tables, columns } = getMetadataArgsStorage();
  return columns.flatMap(({ target, propertyName, options }) => {
    const table = tables.find((each) => ENTITIES.some((entity) => entity === each.target) && each.target === target);
    const column = new SnakeNaming().columnName(propertyName, options.name);
    const isJson = column.endsWith('_json') || String(options.type).startsWith('json');
    return table !== undefined && isJson ? [`${table.name ?? ''}.${column}`] : [];
  });
}

describe('what v0.1.0 stored as JSON', () => {
  const files = readdirSync(FOLDER);

  it.each(files)('is read without loss: %s', (file) => {
    const text = readFileSync(path.join(FOLDER, file), 'utf8');
    const read = findReader(file);
    if (read === undefined) throw new Error(`${file} has no reader`);
    expect(read(text)).toEqual(JSON.parse(text));
  });
});

describe('a column that holds JSON', () => {
  it('has a reader', () => {
    const columns = jsonColumns();
    expect(columns.length).toBeGreaterThan(20);
    const isRead = (column: string) => Object.keys(READERS).some((name) => `${name}.`.startsWith(`${column}.`));
    expect(columns.filter((column) => !isRead(column))).toEqual([]);
  });
});
