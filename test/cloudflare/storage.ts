import { randomBytes } from 'node:crypto';
import { type Asked, json, Refusal, type Route } from './answers.ts';

interface Index {
  readonly name: string;
  readonly config: { readonly dimensions: number; readonly metric: string };
  readonly properties: { readonly propertyName: string; readonly indexType: string }[];
}

/** KV namespaces, R2 buckets and Vectorize indexes, as far as making and finding them goes. */
export class Storage {
  readonly namespaces: { readonly id: string; readonly title: string }[] = [];
  readonly buckets: { readonly name: string; readonly location?: string }[] = [];
  readonly indexes: Index[] = [];
  readonly routes: readonly Route[] = [
    ['GET', /^\/storage\/kv\/namespaces$/, () => this.namespaces],
    ['POST', /^\/storage\/kv\/namespaces$/, (asked) => this.#namespace(asked)],
    [
      'GET',
      /^\/storage\/kv\/namespaces\/([^/]+)$/,
      ({ parts }) =>
        found(
          this.namespaces.find(({ id }) => id === parts[0]),
          10013,
        ),
    ],
    [
      'GET',
      /^\/r2\/buckets\/([^/]+)$/,
      ({ parts }) =>
        found(
          this.buckets.find(({ name }) => name === parts[0]),
          10006,
        ),
    ],
    ['GET', /^\/r2\/buckets$/, () => ({ buckets: this.buckets })],
    ['POST', /^\/r2\/buckets$/, (asked) => this.#bucket(asked)],
    ['GET', /^\/vectorize\/v2\/indexes\/([^/]+)$/, ({ parts }) => this.#index(parts[0])],
    ['POST', /^\/vectorize\/v2\/indexes$/, (asked) => this.#newIndex(asked)],
    [
      'GET',
      /^\/vectorize\/v2\/indexes\/([^/]+)\/metadata_index\/list$/,
      ({ parts }) => ({ metadataIndexes: this.#index(parts[0]).properties }),
    ],
    ['POST', /^\/vectorize\/v2\/indexes\/([^/]+)\/metadata_index\/create$/, (asked) => this.#property(asked)],
  ];

  #namespace(asked: Asked): object {
    const { title } = json<{ title: string }>(asked);
    if (this.namespaces.some((one) => one.title === title)) {
      throw new Refusal(400, 10014, 'a namespace with this account ID and title already exists');
    }
    const made = { id: randomBytes(16).toString('hex'), title };
    this.namespaces.push(made);
    return made;
  }

  #bucket(asked: Asked): object {
    const made = json<{ name: string }>(asked);
    if (this.buckets.some(({ name }) => name === made.name)) throw new Refusal(409, 10004, 'The bucket already exists');
    this.buckets.push(made);
    return made;
  }

  #newIndex(asked: Asked): object {
    const { name, config } = json<Pick<Index, 'name' | 'config'>>(asked);
    if (this.indexes.some((one) => one.name === name)) throw new Refusal(409, 3002, 'duplicate_name');
    const made = { name, config, properties: [] };
    this.indexes.push(made);
    return made;
  }

  #property(asked: Asked): object {
    const { properties } = this.#index(asked.parts[0]);
    const made = json<Index['properties'][number]>(asked);
    if (properties.some(({ propertyName }) => propertyName === made.propertyName))
      throw new Refusal(409, 3002, 'duplicate_name');
    properties.push(made);
    return { mutationId: randomBytes(8).toString('hex') };
  }

  #index(name = ''): Index {
    const index = this.indexes.find((one) => one.name === name);
    if (!index) throw new Refusal(404, 3000, 'vectorize.index.not_found');
    return index;
  }
}

function found<T>(one: T | undefined, code: number): T {
  if (one === undefined) throw new Refusal(404, code, 'not found');
  return one;
}
