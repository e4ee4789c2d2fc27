import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from './problem.ts';

/** Who asks: a database role, and what row level security may look at. */
export interface Claims {
  readonly role: string;
  /** The claims as `request.jwt.claims` shows them. */
  readonly json: string;
}

export interface Keys {
  /** Takes the service role; an embedded database has no other keys unless it says so. */
  readonly service?: string | undefined;
  /** Takes the role `anon`. */
  readonly publishable?: string | undefined;
  /** Lets HS256 tokens name their own role, as a PostgREST with this `jwt-secret` does. */
  readonly jwtSecret?: string | undefined;
}

const ROLES = new Set(['anon', 'authenticated', 'service_role']);

/** Finds out who asks by the bearer token, which is a key or a signed token. */
export class Authentication {
  readonly #keys: Keys;
  readonly #known = new Map<string, Claims>();

  constructor(keys: Keys) {
    this.#keys = keys;
    if (keys.service) this.#known.set(keys.service, claimsOf({ role: 'service_role' }));
    if (keys.publishable) this.#known.set(keys.publishable, ANONYMOUS);
  }

  claims(headers: Headers): Claims {
    const token = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
    if (token === undefined) return ANONYMOUS;
    return this.#known.get(token) ?? this.#signed(token);
  }

  #signed(token: string): Claims {
    const parts = token.split('.');
    const [head, payload, signature] = parts;
    if (!head || !payload || !signature || parts.length !== 3 || !this.#keys.jwtSecret) {
      throw unauthorized(
        `JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got ${parts.length})`,
      );
    }
    const expected = createHmac('sha256', this.#keys.jwtSecret).update(`${head}.${payload}`).digest();
    const given = Buffer.from(signature, 'base64url');
    if (decoded(head)['alg'] !== 'HS256' || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw unauthorized('JWSError JWSInvalidSignature');
    }
    const claims = decoded(payload);
    if (typeof claims['exp'] === 'number' && claims['exp'] * 1000 < Date.now()) throw unauthorized('JWT expired');
    return claimsOf(claims);
  }
}

function claimsOf(claims: Record<string, unknown>): Claims {
  const role = claims['role'] ?? 'anon';
  if (typeof role !== 'string' || !ROLES.has(role)) {
    throw new Problem(401, '22023', `role "${String(role)}" does not exist`);
  }
  return { role, json: JSON.stringify({ ...claims, role }) };
}

const ANONYMOUS = claimsOf({ role: 'anon' });

function decoded(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return value !== null && typeof value === 'object' ? { ...value } : {};
  } catch {
    throw unauthorized('JWSError');
  }
}

function unauthorized(message: string): Problem {
  return new Problem(401, 'PGRST301', message);
}
