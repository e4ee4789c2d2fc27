import { randomUUID } from 'node:crypto';
import { type Asked, json, Refusal, type Route } from './answers.ts';

interface Version {
  readonly id: string;
  readonly number: number;
  readonly metadata: { readonly created_on: string; readonly source: string };
  readonly annotations: Readonly<Record<string, string>>;
  readonly resources: { readonly bindings: readonly Binding[] };
}

interface Binding {
  readonly name: string;
  readonly type: string;
  readonly class_name?: string;
  readonly namespace_id?: string;
}

interface Script {
  readonly versions: Version[];
  readonly deployments: {
    id: string;
    created_on: string;
    source: string;
    annotations: Record<string, string>;
    versions: object[];
  }[];
  readonly secrets: Set<string>;
}

/** What an upload says of itself. */
interface Metadata {
  readonly bindings?: readonly Binding[];
  readonly annotations?: Readonly<Record<string, string>>;
}

const SUBDOMAIN = { enabled: true, previews_enabled: true };
const NAMESPACE = 'namespace-of-';

/** Workers as Cloudflare keeps them: each upload is a version, each deployment puts one in front. */
export class Workers {
  readonly #scripts = new Map<string, Script>();
  readonly routes: readonly Route[] = [
    ['GET', /^\/workers\/services\/([^/]+)$/, (asked) => this.#service(asked)],
    ['GET', /^\/workers\/workers\/([^/]+)$/, ({ parts }) => ({ id: parts[0], name: parts[0], subdomain: SUBDOMAIN })],
    ['GET', /^\/workers\/subdomain$/, () => ({ subdomain: 'team' })],
    ['GET', /^\/workers\/scripts\/([^/]+)\/subdomain$/, () => SUBDOMAIN],
    ['POST', /^\/workers\/scripts\/([^/]+)\/subdomain$/, () => SUBDOMAIN],
    ['POST', /^\/workers\/scripts\/([^/]+)\/assets-upload-session$/, () => ({ jwt: 'assets-token', buckets: [] })],
    ['PUT', /^\/workers\/scripts\/([^/]+)\/schedules$/, () => ({ schedules: [] })],
    ['PUT', /^\/workers\/scripts\/([^/]+)$/, (asked) => this.#upload(asked)],
    ['PATCH', /^\/workers\/scripts\/([^/]+)\/script-settings$/, () => ({})],
    ['POST', /^\/workers\/scripts\/([^/]+)\/versions$/, (asked) => this.#uploadVersion(asked)],
    ['GET', /^\/workers\/scripts\/([^/]+)\/secrets$/, ({ parts }) => this.#secrets(this.#script(parts[0]))],
    ['GET', /^\/workers\/scripts\/([^/]+)\/settings$/, ({ parts }) => ({ bindings: this.#bindings(parts[0]) })],
    [
      'GET',
      /^\/workers\/scripts\/([^/]+)\/versions$/,
      ({ parts }) => ({ items: this.#script(parts[0]).versions.toReversed() }),
    ],
    ['GET', /^\/workers\/scripts\/([^/]+)\/versions\/([^/]+)$/, ({ parts }) => this.#version(parts[0], parts[1])],
    [
      'GET',
      /^\/workers\/scripts\/([^/]+)\/deployments$/,
      ({ parts }) => ({ deployments: this.#script(parts[0]).deployments }),
    ],
    ['POST', /^\/workers\/scripts\/([^/]+)\/deployments$/, (asked) => this.#deploy(asked)],
    [
      'GET',
      /^\/workers\/durable_objects\/namespaces$/,
      () => [...this.#scripts.keys()].map((name) => namespaceOf(name)),
    ],
  ];

  /** The tag of what is in front. */
  tag(name: string): string | undefined {
    const deployed = this.#scripts.get(name)?.deployments[0]?.versions[0] as { version_id: string } | undefined; // as made below
    return deployed && this.#version(name, deployed.version_id).annotations['workers/tag'];
  }

  /** A new secret makes a version and a deployment of its own, with nobody's tag. */
  setSecret(name: string, secret: string): void {
    const script = this.#script(name);
    script.secrets.add(secret);
    const last = script.versions.at(-1);
    const version = this.#add(script, { bindings: last?.resources.bindings ?? [], annotations: {} });
    this.#front(script, version.id, 'secret');
  }

  #service({ parts }: Asked): object {
    const script = this.#script(parts[0]);
    return {
      id: parts[0],
      default_environment: {
        environment: 'production',
        script: { last_deployed_from: 'wrangler', tag: 'tag', tags: null, migration_tag: 'v1', etag: 'etag' },
      },
      latest: script.versions.at(-1)?.id,
    };
  }

  async #upload(asked: Asked): Promise<object> {
    const name = asked.parts[0] ?? '';
    const script = this.#scripts.get(name) ?? { versions: [], deployments: [], secrets: new Set() };
    this.#scripts.set(name, script);
    const version = this.#add(script, await metadataIn(asked));
    this.#front(script, version.id, 'wrangler');
    return { id: name, etag: 'etag', deployment_id: version.id, startup_time_ms: 3, entry_point: 'index.js' };
  }

  async #uploadVersion(asked: Asked): Promise<object> {
    const version = this.#add(this.#script(asked.parts[0]), await metadataIn(asked));
    return { ...version, startup_time_ms: 3 };
  }

  #deploy(asked: Asked): object {
    const script = this.#script(asked.parts[0]);
    const { versions, annotations = {} } = json<{
      versions: { version_id: string }[];
      annotations?: Record<string, string>;
    }>(asked);
    const id = versions[0]?.version_id ?? '';
    this.#version(asked.parts[0], id);
    return this.#front(script, id, 'wrangler', annotations);
  }

  #add(script: Script, { bindings = [], annotations = {} }: Metadata): Version {
    for (const { name, type } of bindings) if (type === 'secret_text') script.secrets.add(name);
    const version = {
      id: randomUUID(),
      number: script.versions.length + 1,
      metadata: { created_on: new Date().toISOString(), source: 'wrangler' },
      annotations,
      resources: {
        bindings: bindings.map((one) =>
          one.type === 'durable_object_namespace' ? { ...one, namespace_id: `${NAMESPACE}${one.class_name}` } : one,
        ),
        script: { handlers: ['fetch', 'scheduled'] },
        script_runtime: {},
      },
    };
    script.versions.push(version);
    return version;
  }

  #front(script: Script, id: string, source: string, annotations: Record<string, string> = {}): object {
    const versions = [{ version_id: id, percentage: 100 }];
    const deployment = {
      id: randomUUID(),
      source,
      strategy: 'percentage',
      created_on: new Date().toISOString(),
      annotations,
      versions,
    };
    script.deployments.unshift(deployment);
    return deployment;
  }

  #script(name = ''): Script {
    const script = this.#scripts.get(name);
    if (!script) throw new Refusal(404, 10007, 'This Worker does not exist on your account.');
    return script;
  }

  #version(name = '', id = ''): Version {
    const version = this.#script(name).versions.find((one) => one.id === id);
    if (!version) throw new Refusal(404, 10056, 'Worker version not found');
    return version;
  }

  #bindings(name = ''): readonly object[] {
    const script = this.#script(name);
    return [...(script.versions.at(-1)?.resources.bindings ?? []), ...this.#secrets(script)];
  }

  #secrets({ secrets }: Script): object[] {
    return [...secrets].map((name) => ({ name, type: 'secret_text' }));
  }
}

function namespaceOf(name: string): object {
  return { id: `${NAMESPACE}AppContainer`, name: `${name}_AppContainer`, script: name, class: 'AppContainer' };
}

async function metadataIn({ body, type }: Asked): Promise<Metadata> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const metadata = form.get('metadata');
  const text = typeof metadata === 'string' ? metadata : await metadata?.text();
  return JSON.parse(text ?? '{}') as Metadata; // as wrangler writes it
}
