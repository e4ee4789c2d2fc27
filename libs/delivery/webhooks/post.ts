import { request as overHttp, type ClientRequest, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { AppError } from '#core';
import { isPublic, lookupPublic } from './address.ts';

const PATIENCE_MS = 10_000;

/** What an address answered: its status, and for how long it wants to be left alone. */
export interface Answered {
  readonly status: number;
  readonly retryAfterSeconds?: number;
}

/**
 * Posts JSON once, following no redirect and reading no answer beyond its head. `anywhere` allows addresses that are not
 * public (a product that is being tried on one machine). Throws when there is no answer in ten seconds.
 */
export function post(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  anywhere: boolean,
): Promise<Answered> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!anywhere && isIP(host) && !isPublic(host))
    return Promise.reject(new AppError('forbidden', `${host} is not on the public internet`));
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    signal,
    ...(anywhere ? {} : { lookup: lookupPublic as RequestOptions['lookup'] }), // answers all addresses, as it is asked to
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (url.protocol === 'https:' ? overHttps : overHttp)(url, options, (response) => {
      resolve({ status: response.statusCode ?? 0, ...waitOf(response.headers['retry-after']) });
      response.destroy();
    });
    request.on('error', (error) => reject(signal.aborted ? new Error('no answer within ten seconds') : error));
    request.end(body);
  });
}

function waitOf(retryAfter: string | undefined): { retryAfterSeconds?: number } {
  return retryAfter && /^\d{1,6}$/.test(retryAfter) ? { retryAfterSeconds: Number(retryAfter) } : {};
}
