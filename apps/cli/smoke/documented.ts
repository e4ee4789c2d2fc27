import { type Check, statusOf } from './check.ts';
import { json, type Site } from './site.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const REFUSED = [400, 401, 403, 404, 422];
/** Everything there is comes with it: that is too much to see whether somebody is well. */
const TOO_MUCH = '/v1/export';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The part of OpenAPI used here. */
interface Operation {
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
}

/** Everything the API's document names: closed to strangers, and what can be read is read. Changes nothing. */
export async function* documented(site: Site): AsyncGenerator<Check> {
  const answer = await site.ask('GET', '/docs-json');
  const paths = json(answer)['paths'] ?? {};
  yield statusOf('the API’s document', answer, [200], { word: 'paths', in: () => Object.keys(paths).length > 0 });
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of METHODS) {
      const operation = operations[method] as Operation | undefined; // as OpenAPI has it
      if (operation) yield* one(site, method.toUpperCase(), { path, operation });
    }
  }
}

async function* one(
  site: Site,
  method: string,
  { path, operation }: { path: string; operation: Operation },
): AsyncGenerator<Check> {
  const what = `${method} ${path}`;
  const address = path.replaceAll(/\{\w+\}/g, NOBODY) + query(operation);
  const isOfNobody = path.includes('{');
  if ((operation.security ?? []).length > 0) {
    const stranger = await site.ask(method, address, { key: false });
    // what only admins may see is open to all while nothing is configured
    yield statusOf(`${what} without a key`, stranger, path === '/metrics' ? [401, 200] : [401]);
    if (method === 'GET' && path !== TOO_MUCH)
      yield statusOf(what, await site.ask(method, address), isOfNobody ? [404] : [200]);
    return;
  }
  if (method === 'GET') {
    const open = await site.ask('GET', address, { key: false });
    yield statusOf(what, open, isOfNobody ? [400, 401, 403, 404] : [200]);
    return;
  }
  // open to all by a secret or a proof of its own: an empty one is refused
  yield statusOf(`${what} with nothing`, await site.ask(method, address, { key: false, body: {} }), REFUSED);
}

function query({ parameters = [] }: Operation): string {
  const required = parameters.filter((one_) => one_.in === 'query' && one_.required);
  return required.length > 0 ? `?${required.map(({ name }) => `${name}=smoke`).join('&')}` : '';
}
