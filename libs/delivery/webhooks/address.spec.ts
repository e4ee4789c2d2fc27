import { describe, expect, it } from '@jest/globals';
import { isPublic } from './address.ts';

describe('the addresses a webhook may have', () => {
  it.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
    '%s is on the public internet',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it.each([
    ['this machine', ['127.0.0.1', '127.255.255.254', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1']],
    ['a network of somebody’s own', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1', 'fec0::1']],
    ['a cloud’s own services', ['169.254.169.254', 'fe80::1', '::ffff:169.254.169.254', '100.64.0.1']],
    ['nobody, or everybody', ['224.0.0.1', '255.255.255.255', 'ff02::1', '192.0.2.1', '2001:db8::1', '100::1']],
    ['an address inside another', ['64:ff9b::7f00:1', '2002:7f00:1::', '::127.0.0.1']],
  ])('%s is not', (_, addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });
});
