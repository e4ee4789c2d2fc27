import { BlockList } from 'node:net';
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { AppError } from '#core';

const IPV4 = 'ipv4';
const IPV6 = 'ipv6';

/** What is not on the public internet (IANA's special-purpose registries, RFC 6890), and must not be reached through us. */
const NOT_PUBLIC: readonly [net: string, prefix: number, family: typeof IPV4 | typeof IPV6][] = [
  ['0.0.0.0', 8, IPV4],
  ['10.0.0.0', 8, IPV4],
  ['100.64.0.0', 10, IPV4],
  ['127.0.0.0', 8, IPV4],
  ['169.254.0.0', 16, IPV4],
  ['172.16.0.0', 12, IPV4],
  ['192.0.0.0', 24, IPV4],
  ['192.0.2.0', 24, IPV4],
  ['192.88.99.0', 24, IPV4],
  ['192.168.0.0', 16, IPV4],
  ['198.18.0.0', 15, IPV4],
  ['198.51.100.0', 24, IPV4],
  ['203.0.113.0', 24, IPV4],
  ['224.0.0.0', 3, IPV4],
  ['::', 96, IPV6],
  ['64:ff9b::', 96, IPV6],
  ['64:ff9b:1::', 48, IPV6],
  ['100::', 64, IPV6],
  ['2001::', 23, IPV6],
  ['2001:db8::', 32, IPV6],
  ['2002::', 16, IPV6],
  ['fc00::', 7, IPV6],
  ['fe80::', 10, IPV6],
  ['fec0::', 10, IPV6],
  ['ff00::', 8, IPV6],
];

const blocked = new BlockList();
for (const [net, prefix, family] of NOT_PUBLIC) blocked.addSubnet(net, prefix, family);

/** Whether an address is on the public internet; IPv4 in IPv6's clothes is looked at as IPv4. */
export function isPublic(address: string): boolean {
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (inside) return isPublic(inside);
  return !blocked.check(address, address.includes(':') ? IPV6 : IPV4);
}

type Answer = (error: Error | null, addresses: LookupAddress[]) => void;

/** Resolves names for a connection, and only to addresses that may be reached: what is checked is what is connected to. */
export function lookupPublic(hostname: string, _: object, answer: Answer): void {
  resolve(hostname, { all: true }, (error, addresses) => {
    if (error) return answer(error, []);
    const reachable = addresses.filter(({ address }) => isPublic(address));
    if (reachable.length > 0) return answer(null, reachable);
    return answer(new AppError('forbidden', `${hostname} is not on the public internet`), []);
  });
}
