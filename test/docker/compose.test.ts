import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { addMigrateCommand } from '../../src/cli/commands/migrate';
import { addServeCommands } from '../../src/cli/commands/serve';
import { readConfig } from '../../src/config';
import { imageVariables, PROJECT, readSteps, textsOf } from './dockerfile';

const FOLDER = join(PROJECT, 'docker');
/** Services that run our image. */
const OURS = ['migrate', 'api', 'worker', 'worker-gpu'] as const;

const serviceSchema = z.object({
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  profiles: z.array(z.string()).optional(),
  deploy: z.object({ resources: z.object({ reservations: z.object({ devices: z.array(z.unknown()) }) }) }).optional(),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
});

const text = readFileSync(join(FOLDER, 'compose.yaml'), 'utf8');
const compose = composeSchema.parse(parse(text, { merge: true }));
const rolesSql = readFileSync(join(FOLDER, 'create-roles.sql'), 'utf8');
const steps = readSteps();

function service(name: string): z.infer<typeof serviceSchema> {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`compose.yaml has no service ${name}`);
  return found;
}

/** Variables that a container of ours gets, with every secret replaced by `secret`. */
function variablesOf(name: string): Record<string, string> {
  const own = Object.entries(service(name).environment).map(([key, value]) => [key, fillIn(value)]);
  const image = imageVariables(name === 'worker-gpu' ? readSteps('gpu.Dockerfile') : steps);
  return { ...image, ...Object.fromEntries(own) } as Record<string, string>;
}

function fillIn(value: string): string {
  if (value.startsWith('${TURNWISE_SECRET_KEY:')) return Buffer.alloc(32, 7).toString('base64');
  return value.replace(/\$\{[^}]+\}/g, 'secret');
}

describe('docker/compose.yaml', () => {
  it('runs commands that the command line has', () => {
    const program = new Command();
    addServeCommands(program);
    addMigrateCommand(program);
    const known = program.commands.map((command) => command.name());
    for (const name of OURS) {
      const [command, ...words] = service(name).command!;
      expect([name.replace(/-gpu$/, ''), words]).toEqual([command, []]);
      expect(known).toContain(command);
    }
    expect(known).toContain((JSON.parse(textsOf(steps, 'final', 'CMD')[0]!) as string[])[0]);
  });

  it.each(OURS)('builds %s from the Dockerfile in the folder of the project', (name) => {
    const build = service(name).build!;
    expect(join(FOLDER, build.context)).toBe(PROJECT);
    expect(existsSync(join(FOLDER, build.context, build.dockerfile))).toBe(true);
  });

  it.each(OURS)('gives %s only settings that are read', (name) => {
    const probes = ['postgres://a/b', 'redis://a', '4401', 'fatal', 'x'];
    for (const variable of Object.keys(variablesOf(name))) {
      if (variable === 'NODE_ENV') continue;
      expect([variable, probes.some((probe) => changesConfig(variable, probe))]).toEqual([variable, true]);
    }
    expect(() => readConfig(variablesOf(name))).not.toThrow();
  });

  it('gives each service the addresses and the key that it needs, and the owner of the tables to the migration alone', () => {
    const addresses = Object.fromEntries(OURS.map((name) => [name, Object.keys(service(name).environment).sort()]));
    expect(addresses).toEqual({
      migrate: ['DATABASE_JOBS_URL', 'DATABASE_OWNER_URL', 'DATABASE_URL'],
      api: ['DATABASE_URL', 'TURNWISE_SECRET_KEY'],
      worker: ['DATABASE_URL', 'REDIS_URL', 'TURNWISE_SECRET_KEY'],
      'worker-gpu': ['DATABASE_URL', 'REDIS_URL', 'TURNWISE_SECRET_KEY'],
    });
  });

  it('shows API and workers the same files, where the images keep them', () => {
    for (const name of ['api', 'worker', 'worker-gpu']) {
      expect(service(name).volumes).toEqual(['files:/app/data']);
      expect(variablesOf(name).TURNWISE_DATA_FOLDER).toBe('data');
    }
    expect(textsOf(steps, 'final', 'WORKDIR')).toEqual(['/app']);
    expect(Object.keys(compose.volumes)).toContain('files');
  });

  it('starts a worker for graphics cards only when asked for, and gives it the cards', () => {
    const { profiles, deploy } = service('worker-gpu');
    expect(profiles).toEqual(['gpu']);
    expect(deploy!.resources.reservations.devices).toEqual([{ driver: 'nvidia', count: 'all', capabilities: ['gpu'] }]);
    expect(OURS.filter((name) => service(name).profiles !== undefined)).toEqual(['worker-gpu']);
  });

  it('names services and ports that exist in its addresses', () => {
    for (const name of OURS) {
      for (const [variable, value] of Object.entries(service(name).environment)) {
        if (!variable.endsWith('_URL')) continue;
        const { hostname, port } = new URL(fillIn(value));
        expect(Object.keys(compose.services)).toContain(hostname);
        expect([variable, port]).toEqual([variable, variable === 'REDIS_URL' ? '6379' : '5432']);
      }
    }
  });

  it('serves on the port that the image exposes, publishes and checks it', () => {
    const port = imageVariables(steps).TURNWISE_PORT!;
    expect(textsOf(steps, 'final', 'EXPOSE')).toEqual([port]);
    expect(service('api').ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(service('api').healthcheck!.test.join(' ')).toContain(`http://127.0.0.1:${port}/health`);
  });

  it('migrates after Postgres is healthy, and starts API and worker after the migration has ended well', () => {
    expect(service('migrate').depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(service('api').depends_on!.migrate).toEqual({ condition: 'service_completed_successfully' });
    expect(service('worker').depends_on).toEqual({
      migrate: { condition: 'service_completed_successfully' },
      redis: { condition: 'service_healthy' },
    });
    for (const name of ['postgres', 'redis', 'api']) expect(service(name).healthcheck).toBeDefined();
  });

  it('refuses to start without its secrets, which the example names and leaves empty', () => {
    const placeholders = [...text.matchAll(/\$\{([^}]+)\}/g)].map((match) => match[1]!);
    const names = placeholders.map((placeholder) => /^([A-Z_]+):\?/.exec(placeholder)?.[1]);
    expect(names).not.toContain(undefined);
    const example = readFileSync(join(FOLDER, 'env.example'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(example.sort()).toEqual([...new Set(names)].map((name) => `${name}=`).sort());
  });
});

describe('docker/create-roles.sql', () => {
  it('is mounted where Postgres runs it, with the variables that it reads', () => {
    const mount = service('postgres').volumes!.find((volume) => volume.includes('/docker-entrypoint-initdb.d/'))!;
    expect(existsSync(join(FOLDER, mount.split(':')[0]!))).toBe(true);
    const read = [...rolesSql.matchAll(/^\\getenv \w+ (\w+)$/gm)].map((match) => match[1]!);
    expect(read).toHaveLength(3);
    expect(Object.keys(service('postgres').environment)).toEqual(expect.arrayContaining(read));
  });

  it('makes the roles and the database of the addresses', () => {
    const roles = [...rolesSql.matchAll(/^CREATE ROLE (\w+) LOGIN NOSUPERUSER NOBYPASSRLS /gm)].map(
      (match) => match[1],
    );
    const urls = OURS.flatMap((name) => Object.values(service(name).environment))
      .filter((url) => url.startsWith('postgres:'))
      .map((url) => new URL(fillIn(url)));
    expect(roles.sort()).toEqual([...new Set(urls.map((url) => url.username))].sort());
    for (const url of urls) expect(rolesSql).toContain(`CREATE DATABASE ${url.pathname.slice(1)} OWNER`);
  });
});

function changesConfig(variable: string, value: string): boolean {
  try {
    return JSON.stringify(readConfig({ [variable]: value })) !== JSON.stringify(readConfig({}));
  } catch {
    return false;
  }
}
