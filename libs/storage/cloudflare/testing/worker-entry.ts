import { type Bindings, restToBindings } from '../../../../apps/worker/src/bindings.ts';

/** The Worker's bindings and nothing else of it. */
export default { fetch: (request: Request, env: Bindings) => restToBindings(request, env) };
