import { type Asked, json, Refusal, type Route } from './answers.ts';

/** Pages projects, and what was deployed to them. */
export class Pages {
  readonly projects = new Map<string, { name: string; production_branch: string; deployments: string[] }>();
  readonly routes: readonly Route[] = [
    ['GET', /^\/pages\/projects\/([^/]+)$/, ({ parts }) => this.#view(parts[0])],
    ['POST', /^\/pages\/projects$/, (asked) => this.#create(asked)],
    ['GET', /^\/pages\/projects\/([^/]+)\/upload-token$/, () => ({ jwt: 'e30.eyJleHAiOjQxMDI0NDQ4MDB9.e30' })],
    ['POST', /^\/pages\/projects\/([^/]+)\/deployments$/, (asked) => this.#deploy(asked)],
    ['GET', /^\/pages\/projects\/([^/]+)\/deployments\/([^/]+)$/, ({ parts }) => deployment(parts[1] ?? '')],
  ];

  #create(asked: Asked): object {
    const made = { ...json<{ name: string; production_branch: string }>(asked), deployments: [] };
    this.projects.set(made.name, made);
    return this.#view(made.name);
  }

  /** The uploaded form as it came: the manifest of the files is in it. */
  #deploy({ parts, body }: Asked): object {
    const project = this.#project(parts[0]);
    project.deployments.push(body.toString());
    return deployment(`deployment-${project.deployments.length}`);
  }

  #view(name = ''): object {
    const { production_branch } = this.#project(name);
    return {
      name,
      production_branch,
      subdomain: `${name}.pages.dev`,
      deployment_configs: { production: {}, preview: {} },
    };
  }

  #project(name = '') {
    const project = this.projects.get(name);
    if (!project) throw new Refusal(404, 8_000_007, 'Project not found.');
    return project;
  }
}

function deployment(id: string): object {
  return {
    id,
    url: `https://${id}.flrts-app.pages.dev`,
    environment: 'production',
    latest_stage: { name: 'deploy', status: 'success' },
    stages: [],
  };
}
