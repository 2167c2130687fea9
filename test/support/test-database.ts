import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../src/persistence/migrate';

/** Addresses of one database of the test cluster, as each role. */
export type TestDatabase = {
  readonly name: string;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  readonly jobsUrl: string;
  drop(): Promise<void>;
};

type Cluster = {
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly jobsUrl: string;
};

const TEMPLATE = 'turnwise_template';
const TEMPLATE_LOCK = 7_001;

/** A migrated database of its own in the test cluster, made from a template so that it takes a tenth of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await ensureTemplate(admin);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER turnwise_owner`);
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  });
  return addressesOf(name);
}

/** A database without tables. */
export async function createEmptyTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(async (admin) => {
    await admin.query(`CREATE DATABASE ${name} OWNER turnwise_owner`);
  });
  return addressesOf(name);
}

async function ensureTemplate(admin: Client): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
  if (rowCount === 1) return;
  await admin.query(`CREATE DATABASE ${TEMPLATE} OWNER turnwise_owner`);
  await migrate(addressesOf(TEMPLATE).ownerUrl, 'turnwise_app', 'turnwise_jobs');
}

function addressesOf(name: string): TestDatabase {
  const urls = cluster();
  return {
    name,
    adminUrl: inDatabase(urls.adminUrl, name),
    ownerUrl: inDatabase(urls.ownerUrl, name),
    applicationUrl: inDatabase(urls.appUrl, name),
    jobsUrl: inDatabase(urls.jobsUrl, name),
    drop: () =>
      asAdmin(async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

function cluster(): Cluster {
  const text = process.env.TURNWISE_TEST_POSTGRES;
  if (text === undefined) throw new Error('TURNWISE_TEST_POSTGRES is not set: run the tests with npm test');
  return JSON.parse(text) as Cluster;
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}

async function asAdmin(work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: inDatabase(cluster().adminUrl, 'postgres') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
