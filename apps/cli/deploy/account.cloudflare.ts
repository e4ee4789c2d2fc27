import { APIError } from 'cloudflare/error';
import { BaseCloudflare } from 'cloudflare/client';
import { Stop } from '../cli.ts';
import { environment, need } from './environment.ts';

const PATIENCE_MS = 20_000;

/** A Worker's version in front of people, newest first in a list. */
export interface Deployed {
  readonly versionId: string;
  /** Which build it is; undefined when nobody said, as for a new secret. */
  readonly build: string | undefined;
  readonly at: string;
}

/** A container application, and the images it has had, newest first. */
export interface ContainerApp {
  readonly id: string;
  readonly configuration: Configuration;
  readonly earlier: readonly Configuration[];
}

export interface Configuration {
  readonly image: string;
}

/** One account of Cloudflare's, by its SDK, for commands. */
export class Account {
  readonly id: string;
  readonly #client: BaseCloudflare;

  private constructor(id: string, client: BaseCloudflare) {
    this.id = id;
    this.#client = client;
  }

  /** As CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN say; at CLOUDFLARE_API_BASE_URL, as wrangler takes it too. */
  static open(): Account {
    const { CLOUDFLARE_ACCOUNT_ID: id, CLOUDFLARE_API_TOKEN: apiToken } = need(
      'CLOUDFLARE_ACCOUNT_ID',
      'CLOUDFLARE_API_TOKEN',
    );
    const baseURL = environment()['CLOUDFLARE_API_BASE_URL'];
    return new Account(
      id,
      new BaseCloudflare({ apiToken, ...(baseURL && { baseURL }), timeout: PATIENCE_MS, maxRetries: 1 }),
    );
  }

  /** What a path below the account answers; undefined when there is no such thing. */
  async get<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T | undefined> {
    try {
      const { result } = await this.#client.get<Answer<T>>(this.#path(path), { query });
      return result;
    } catch (error) {
      if (error instanceof APIError && error.status === 404) return undefined;
      throw told(`GET ${path}`, error);
    }
  }

  async post<T>(path: string, body: object): Promise<T> {
    try {
      const { result } = await this.#client.post<Answer<T>>(this.#path(path), { body });
      return result;
    } catch (error) {
      throw told(`POST ${path}`, error);
    }
  }

  /** What has been in front, newest first; nothing before the first deploy. */
  async deployed(worker: string): Promise<Deployed[]> {
    const path = `/workers/scripts/${worker}`;
    const { deployments = [] } = (await this.get<{ deployments: Deployment[] }>(`${path}/deployments`)) ?? {};
    const all = deployments.map(async ({ versions: [version], created_on: at }) => {
      const versionId = version?.version_id ?? '';
      const known = await this.get<{ annotations?: Record<string, string> }>(`${path}/versions/${versionId}`);
      return { versionId, at, build: known?.annotations?.['workers/tag'] };
    });
    return Promise.all(all);
  }

  async containerApp(name: string): Promise<ContainerApp | undefined> {
    const path = '/containers/applications';
    const all =
      (await this.get<(Pick<ContainerApp, 'id' | 'configuration'> & { name: string })[]>(path, { name })) ?? [];
    const found = all.find((one) => one.name === name);
    if (!found) return undefined;
    const versions =
      (await this.get<{ version: number; configuration: Configuration }[]>(`${path}/${found.id}/versions`)) ?? [];
    const earlier = versions.toSorted((a, b) => b.version - a.version).map(({ configuration }) => configuration);
    return { id: found.id, configuration: found.configuration, earlier };
  }

  /** Every instance is replaced by one with this configuration. */
  async rollOut(app: string, configuration: Configuration, description: string): Promise<void> {
    await this.post(`/containers/applications/${app}/rollouts`, {
      description,
      strategy: 'rolling',
      kind: 'full_auto',
      step_percentage: 100,
      target_configuration: configuration,
    });
  }

  #path(path: string): string {
    return `/accounts/${this.id}${path}`;
  }
}

interface Answer<T> {
  readonly result: T;
}

interface Deployment {
  readonly created_on: string;
  readonly versions: readonly { readonly version_id: string }[];
}

function told(what: string, error: unknown): Stop {
  if (!(error instanceof APIError)) return new Stop(`Cloudflare, ${what}: ${String(error)}`);
  const messages = error.errors.map(({ code, message }) => `${message} (${code})`).join('; ');
  const scope = error.status === 403 || error.status === 401 ? ' Has CLOUDFLARE_API_TOKEN the permission for it?' : '';
  return new Stop(`Cloudflare, ${what}: ${messages || error.message}.${scope}`);
}
