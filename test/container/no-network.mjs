// Loaded into a process before all else: whom it asks outside of this machine is written down, and not reached.
import { appendFileSync } from 'node:fs';
import dns from 'node:dns';
import net from 'node:net';

const refuse = (what) => {
  appendFileSync(process.env.ASKED_OUTSIDE, `${what}\n`);
  return Object.assign(new Error(`no network in this test: ${what}`), { code: 'ENETUNREACH' });
};
const isHere = (host) => host === undefined || /^(localhost|127\.|::1$|0\.0\.0\.0$)/.test(host);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof options === 'object' ? options.host : args[1];
  if (options?.path || isHere(host)) return connect.apply(this, args);
  const error = refuse(`connect ${host}`);
  process.nextTick(() => this.destroy(error));
  return this;
};
const lookup = dns.lookup;
dns.lookup = (host, ...rest) => (isHere(host) ? lookup(host, ...rest) : rest.at(-1)(refuse(`lookup ${host}`)));
