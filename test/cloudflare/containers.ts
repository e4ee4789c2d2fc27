import { type Asked, json, Refusal, type Route } from './answers.ts';

interface Configuration {
  readonly image: string;
}

interface Application {
  readonly id: string;
  readonly name: string;
  version: number;
  configuration: Configuration;
  readonly versions: { readonly version: number; readonly configuration: Configuration; readonly percentage: number }[];
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Container applications: a rollout of another configuration is a new version, and is what runs from then on. */
export class Containers {
  readonly #applications: Application[] = [];
  /** How many rollouts are said to be done while the instance goes on with its old image (containers#233). */
  stuckRollouts = 0;
  readonly #running = new Map<string, string>();
  readonly routes: readonly Route[] = [
    ['GET', /^\/containers\/me$/, () => ME],
    ['GET', /^\/containers\/applications$/, ({ query }) => this.#list(query.get('name'))],
    ['POST', /^\/containers\/applications$/, (asked) => this.#create(asked)],
    ['GET', /^\/containers\/applications\/([^/]+)$/, ({ parts }) => view(this.#application(parts[0]))],
    ['PATCH', /^\/containers\/applications\/([^/]+)$/, ({ parts }) => view(this.#application(parts[0]))],
    [
      'GET',
      /^\/containers\/applications\/([^/]+)\/versions$/,
      ({ parts }) => this.#application(parts[0]).versions.toReversed(),
    ],
    ['POST', /^\/containers\/applications\/([^/]+)\/rollouts$/, (asked) => this.#rollOut(asked)],
  ];

  /** The image that answers requests. */
  running(name: string): string | undefined {
    return this.#running.get(name);
  }

  #list(name: string | null): object[] {
    return this.#applications.filter((one) => name === null || one.name === name).map(view);
  }

  #create(asked: Asked): object {
    const { name, configuration, ...rest } = json<{ name: string; configuration: Configuration }>(asked);
    const application: Application = {
      id: `application-${this.#applications.length + 1}`,
      name,
      version: 1,
      configuration,
      versions: [{ version: 1, configuration, percentage: 100 }],
      rest,
    };
    this.#applications.push(application);
    this.#running.set(name, configuration.image);
    return view(application);
  }

  #rollOut(asked: Asked): object {
    const application = this.#application(asked.parts[0]);
    const { target_configuration: target, ...rest } = json<{ target_configuration: Partial<Configuration> }>(asked);
    const before = application.version;
    application.version += 1;
    application.configuration = { ...application.configuration, ...target };
    application.versions.push({
      version: application.version,
      configuration: application.configuration,
      percentage: 100,
    });
    if (this.stuckRollouts > 0) this.stuckRollouts -= 1;
    else this.#running.set(application.name, application.configuration.image);
    return {
      id: `rollout-${application.version}`,
      status: 'progressing',
      current_version: before,
      target_version: application.version,
      target_configuration: application.configuration,
      ...rest,
    };
  }

  #application(id = ''): Application {
    const application = this.#applications.find((one) => one.id === id);
    if (!application) throw new Refusal(404, 1000, 'application not found');
    return application;
  }
}

function view({ id, name, version, configuration, rest }: Application): object {
  return {
    ...rest,
    id,
    name,
    version,
    configuration,
    account_id: 'account',
    created_at: '2026-11-26T00:00:00Z',
    health: {
      instances: { healthy: 1, failed: 0, starting: 0, scheduling: 0, active: 1, durable_objects_inactive: 0 },
    },
  };
}

const ME = {
  external_account_id: 'account',
  limits: {
    account_id: 'account',
    vcpu_per_deployment: 4,
    memory_mib_per_deployment: 12_288,
    memory_per_deployment: '12GiB',
    disk_per_deployment: '20GB',
    disk_mb_per_deployment: 20_000,
    total_vcpu: 100,
    total_memory_mib: 400_000,
  },
  locations: [],
  defaults: { vcpus: 0.25, memory_mib: 1024, disk_mb: 4000 },
};
