import { Clearing } from '#media';
import { ADMIN_KEY, type Answered, type Product } from './product.ts';

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const KEY = { authorization: `Bearer ${ADMIN_KEY}` };

type Bytes = Uint8Array<ArrayBuffer> | string;

/** Sends a file as the body. */
export async function send(product: Product, bytes: Bytes, type: string, query = '', headers = {}): Promise<Answered> {
  const init = { method: 'POST', headers: { ...KEY, 'content-type': type, ...headers }, body: bytes };
  const response = await fetch(`${product.url}/v1/media${query}`, init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answered['body'] };
}

/** What is in a file, as whoever asks for it gets it. */
export const contentOf = (product: Product, id: unknown) =>
  fetch(`${product.url}/v1/media/${String(id)}/content`, { headers: KEY });
export const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const organisationOf = async ({ backend }: Product): Promise<string> => {
  const { data } = await backend.client.from('organisations').select('id').single();
  return String(data?.['id']);
};
/** A round of the sweep for what is older than `afterSeconds`. */
export const clear = async (product: Product, afterSeconds = 0) =>
  product.app.get(Clearing, { strict: false }).round(await organisationOf(product), afterSeconds);
