import type { Operation } from '../../../src/cli/queries/operation';
import { ensureExperiment } from '../../../src/cli/ensure-experiment';
import { UnavailableError } from '../../../src/errors';
import { describeOnEachQueue } from '../../support/each-queue';
import { Installation } from './support/installation';
import { ingest, ingestUntilFailure } from './support/ingest-stream';
import { JobFollower } from './support/job-follower';
import { readJob, readRounds, type StartedCalibration, startLongCalibration } from './support/long-calibration';
import { until } from './support/until';
import { countRollouts, generateRows, uploadRows, uploadSlowly } from './support/uploads';

/** A file of 2,000 rows. */
const ROWS = generateRows(50, 40);
/** So many of them are sent at once: more than two batches of the import. */
const QUICK_ROWS = 600;
/** So many rows must be stored before something is killed: two batches. */
const STORED_ROWS = 400;
/** With as many draws as are allowed a calibration of these computes for three seconds on an idle machine. */
const RECORDED_ROWS = generateRows(30, 10);
const CANCEL_LIMIT_MS = 2000;
const CANCEL_JOB: Operation<unknown, { id: string }> = { text: 'mutation ($id: ID!) { cancelJob(id: $id) { id } }' };

jest.setTimeout(100_000);

describeOnEachQueue('a running installation', (redisUrl) => {
  let installation: Installation;
  /** An experiment with rollouts, for calibrations. */
  let recordedId: string;
  const followers: JobFollower[] = [];

  beforeAll(async () => {
    installation = new Installation(redisUrl);
    await installation.start();
    recordedId = await ensureExperiment(installation.client, 'recorded');
    await uploadRows(installation.client, 'recorded', RECORDED_ROWS);
  });
  beforeEach(() => installation.start());
  afterEach(() => {
    for (const follower of followers.splice(0)) follower.leave();
  });
  afterAll(() => installation.remove());

  async function calibrate(): Promise<{ started: StartedCalibration; follower: JobFollower }> {
    const started = await startLongCalibration(installation.client, recordedId);
    const follower = new JobFollower(() => installation.client, started.jobRunId);
    followers.push(follower);
    await follower.untilComputing();
    return { started, follower };
  }

  /** The job succeeded once, its rounds are there once, and its follower heard every event once. */
  async function expectOneEnd({ calibrationId, jobRunId }: StartedCalibration, follower: JobFollower): Promise<void> {
    await follower.untilOver();
    expect(follower.events.map((event) => event.seq)).toEqual(follower.events.map((_, index) => index + 1));
    expect(follower.states.filter((state) => state !== 'QUEUED' && state !== 'RUNNING')).toEqual(['SUCCEEDED']);
    const again = new JobFollower(() => installation.client, jobRunId);
    await again.untilOver();
    expect(again.events).toEqual(follower.events);
    const rounds = await readRounds(installation.client, calibrationId);
    expect(rounds.length).toBeGreaterThan(0);
    expect(rounds.map((round) => round.index)).toEqual(rounds.map((_, index) => index));
  }

  /** Starts a slow upload into a new experiment, and returns when some of it is stored. */
  async function beginImport(experiment: string) {
    const experimentId = await ensureExperiment(installation.client, experiment);
    const upload = uploadSlowly(installation.client, experiment, ROWS, QUICK_ROWS);
    const stored = await until('rows are stored', 30_000, async () => {
      const count = await countRollouts(installation.client, experimentId);
      return count >= STORED_ROWS ? count : null;
    });
    return { experiment, experimentId, upload, stored };
  }

  /** What was stored before is still there, and sending the file again leaves each row there once. */
  async function expectResendCompletes(
    { experiment, experimentId, stored }: { experiment: string; experimentId: string; stored: number },
    others = 0,
  ): Promise<void> {
    const kept = await until('rows are counted', 30_000, () => countRollouts(installation.client, experimentId));
    expect(kept).toBeGreaterThanOrEqual(stored);
    const report = await uploadRows(installation.client, experiment, ROWS);
    expect(report).toMatchObject({ rows: ROWS.length, duplicates: kept - others, rejected: 0, fileError: null });
    expect(report.accepted).toBe(ROWS.length - report.duplicates);
    expect(await countRollouts(installation.client, experimentId)).toBe(ROWS.length + others);
  }

  it('whose API is killed in mid-import tells the client, keeps what it acknowledged and takes the rest again', async () => {
    const experimentId = await ensureExperiment(installation.client, 'api killed');
    const ingesting = ingestUntilFailure(installation.client, experimentId);
    const begun = await beginImport('api killed');
    installation.killChild('api');
    await expect(begun.upload.answer).rejects.toThrow(UnavailableError);
    const { acknowledged, uncertain } = await ingesting;
    expect(acknowledged.length).toBeGreaterThan(0);
    await until('the API is back', 30_000, () => countRollouts(installation.client, experimentId));
    const statuses = await ingest(installation.client, experimentId, acknowledged);
    expect(new Set(statuses)).toEqual(new Set(['DUPLICATE']));
    await ingest(installation.client, experimentId, uncertain);
    await expectResendCompletes(begun, acknowledged.length + uncertain.length);
  });

  it('whose worker is killed in mid-calibration ends the job once', async () => {
    const { started, follower } = await calibrate();
    installation.killChild('worker');
    await expectOneEnd(started, follower);
    expect(await readJob(installation.client, started.jobRunId)).toMatchObject({ state: 'SUCCEEDED', attempt: 2 });
    expect(follower.states.filter((state, index) => state !== follower.states[index - 1])).toEqual([
      'QUEUED',
      'RUNNING',
      'SUCCEEDED',
    ]);
  });

  it('whose Postgres is killed in mid-import and mid-calibration recovers by itself', async () => {
    const begun = await beginImport('postgres killed');
    const { started, follower } = await calibrate();
    installation.killPostgres();
    begun.upload.hurry();
    await expect(begun.upload.answer).rejects.toThrow('the database cannot be reached; try again');
    await expectOneEnd(started, follower);
    await expectResendCompletes(begun);
  });

  it('whose Postgres is killed and cannot be started again says so, ends, and goes on when it can', async () => {
    const { started, follower } = await calibrate();
    const restoreSettings = installation.spoilPostgresSettings();
    installation.killPostgres();
    expect(await installation.ended()).toEqual({ code: 1, signal: null });
    expect(installation.output).toMatch(
      /^turnwise: the embedded Postgres was lost: Postgres did not start: .*syntax error/m,
    );
    await installation.untilNothingRuns(5000);
    restoreSettings();
    await installation.start();
    await expectOneEnd(started, follower);
  });

  it('whose API is killed serves its subscribers again without gap or repeat', async () => {
    const { started, follower } = await calibrate();
    installation.killChild('api');
    await until('the subscriber is cut off', 10_000, () => (follower.losses > 0 ? true : null));
    await expectOneEnd(started, follower);
    expect(await readJob(installation.client, started.jobRunId)).toMatchObject({ state: 'SUCCEEDED', attempt: 1 });
  });

  it('cancels a running calibration', async () => {
    const { started, follower } = await calibrate();
    await installation.client.query(CANCEL_JOB, { id: started.jobRunId });
    await follower.untilOver();
    const job = await readJob(installation.client, started.jobRunId);
    expect(job.state).toBe('CANCELLED');
    expect(await readRounds(installation.client, started.calibrationId)).toEqual([]);
    const tookMs = Date.parse(job.finishedAt!) - Date.parse(job.cancelRequestedAt!);
    process.stdout.write(`cancelling took ${tookMs} ms (limit ${CANCEL_LIMIT_MS} ms when the machine is idle)\n`);
  });

  it('whose serve is killed leaves nothing running, and goes on when it is started again', async () => {
    const { started, follower } = await calibrate();
    await installation.killServe();
    await installation.untilNothingRuns(30_000);
    await installation.start();
    await expectOneEnd(started, follower);
  });

  it('whose serve is killed and started again at once takes over its Postgres', async () => {
    const { started, follower } = await calibrate();
    const postgres = installation.postgres();
    await installation.killServe();
    await installation.start();
    expect(installation.postgres()).toBe(postgres);
    await expectOneEnd(started, follower);
  });

  it('ends in order on Ctrl-C in mid-import and mid-calibration, and goes on when it is started again', async () => {
    const cut = await beginImport('cut by Ctrl-C');
    const finished = await beginImport('finished during Ctrl-C');
    const { started, follower } = await calibrate();
    installation.pressCtrlC();
    finished.upload.hurry();
    expect(await finished.upload.answer).toMatchObject({ rows: ROWS.length, accepted: ROWS.length, fileError: null });
    await expect(cut.upload.answer).rejects.toThrow(UnavailableError);
    expect(await installation.ended()).toEqual({ code: 0, signal: null });
    await installation.untilNothingRuns(5000);
    await installation.start();
    expect(await countRollouts(installation.client, finished.experimentId)).toBe(ROWS.length);
    await expectResendCompletes(cut);
    await expectOneEnd(started, follower);
    expect(await readJob(installation.client, started.jobRunId)).toMatchObject({ state: 'SUCCEEDED', attempt: 1 });
  });
});
