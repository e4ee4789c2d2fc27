import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { ROOT } from '../cli.ts';
import type { WranglerConfig, WranglerEnvironment } from './wrangler-config.ts';

/** What the Worker asks its environment for. */
const BINDINGS = ['APP', 'KV', 'MEDIA', 'INDEX', 'VERSION'];

/** Minute, hour, day of the month, month, day of the week: the lowest and the highest. */
const CRON_FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
] as const;

/** Everything that is wrong with a wrangler.jsonc, also what Wrangler itself lets pass until it is too late. */
export function faultsOf(config: WranglerConfig): readonly string[] {
  return [
    ...schemaFaults(config),
    ...config.triggers.crons.filter((cron) => !isCron(cron)).map((cron) => `triggers: "${cron}" is no cron expression`),
    ...migrationFaults(config),
    ...Object.entries(config.env).flatMap(([name, one]) =>
      environmentFaults(config, one).map((fault) => `${name}: ${fault}`),
    ),
  ];
}

/** Wrangler only warns of a key it does not know, and goes on without it. */
function schemaFaults(config: WranglerConfig): readonly string[] {
  const schema = JSON.parse(readFileSync(join(ROOT, 'node_modules/wrangler/config-schema.json'), 'utf8')) as object; // Wrangler's own
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  if (validate(config)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'}: ${message} ${JSON.stringify(params)}`,
  );
}

function migrationFaults({ migrations }: WranglerConfig): readonly string[] {
  const tags = migrations.map(({ tag }) => tag);
  return [
    ...migrations.flatMap((one) =>
      'new_classes' in one
        ? [`migrations: ${String(one['tag'])} has new_classes; a container needs new_sqlite_classes`]
        : [],
    ),
    ...(new Set(tags).size < tags.length ? ['migrations: a tag is there twice'] : []),
  ];
}

function environmentFaults(config: WranglerConfig, one: WranglerEnvironment): readonly string[] {
  const {
    containers = [],
    durable_objects: objects,
    kv_namespaces: kv = [],
    r2_buckets: r2 = [],
    vectorize = [],
  } = one;
  const bound = objects?.bindings.map(({ class_name: name }) => name) ?? [];
  const made = config.migrations.flatMap(({ new_sqlite_classes: classes }) =>
    Array.isArray(classes) ? classes.map(String) : [],
  );
  const all = [
    ...(objects?.bindings.map(({ name }) => name) ?? []),
    ...[...kv, ...r2, ...vectorize].map(({ binding }) => binding),
    ...(one.version_metadata ? [one.version_metadata.binding] : []),
  ];
  return [
    ...(containers.length === 0 ? ['it has no container'] : []),
    ...containers
      .filter(({ class_name: name }) => !bound.includes(name))
      .map(({ class_name: name }) => `the container ${name} has no durable object binding`),
    ...bound.filter((name) => !made.includes(name)).map((name) => `no migration makes the class ${name}`),
    ...made.filter((name) => !bound.includes(name)).map((name) => `a migration makes ${name}, which nothing binds`),
    ...containers
      .filter(({ placement }) => placement)
      .map(() => 'a placed container loses its virtual host (containers#226)'),
    ...kv
      .filter(({ id }) => !/^[0-9a-f]{32}$/.test(id ?? ''))
      .map(({ binding }) => `kv_namespaces: ${binding} has no id`),
    ...r2.filter(({ bucket_name: name }) => !name).map(({ binding }) => `r2_buckets: ${binding} has no bucket_name`),
    ...vectorize
      .filter(({ index_name: name }) => !name)
      .map(({ binding }) => `vectorize: ${binding} has no index_name`),
    ...BINDINGS.filter((name) => !all.includes(name)).map((name) => `the Worker needs a binding ${name}`),
  ];
}

function isCron(expression: string): boolean {
  const fields = expression.trim().split(/\s+/);
  return (
    fields.length === CRON_FIELDS.length &&
    CRON_FIELDS.every(([low, high], n) => isCronField(fields[n] ?? '', low, high))
  );
}

function isCronField(field: string, low: number, high: number): boolean {
  return field.split(',').every((part) => {
    const [, from, to, every] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? ['', 'none'];
    return [from, to].every((one) => one === undefined || (Number(one) >= low && Number(one) <= high)) && every !== '0';
  });
}
