import { isIP } from 'node:net';
import { env } from '../env';

/** Stands for everybody who reaches the portal without a proxy: then nothing in a request proves an address. */
export const direct = 'direct';

/**
 * The address that a limit counts by. Of X-Forwarded-For only the entries of our own proxies are believed: the last one is written by the
 * proxy nearest to us, so with n proxies the n-th from the end is the visitor. IPv6 is cut to its /64, which one visitor owns whole.
 * Some proxies write the visitor's port behind the address, and IPv4 in its IPv6 form: neither makes another visitor.
 */
export function clientAddress(headers: Headers): string {
  const hops = env().trustedProxyHops;
  if (hops === 0) return direct;
  const address = bare((headers.get('x-forwarded-for') ?? '').split(',').at(-hops)?.trim() ?? '');
  switch (isIP(address)) {
    case 4:
      return address;
    case 6:
      return `${prefixOf(address)}::/64`;
    default:
      return direct;
  }
}

/** Without port, and IPv4 as IPv4. */
function bare(entry: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(entry) ?? [];
  const address = bracketed ?? dotted ?? entry;
  return /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
}

/** The first four groups, written out. */
function prefixOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%', 1).join('').split('::');
  const front = groupsOf(head);
  const back = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const groups = tail === undefined ? front : [...front, ...zeros, ...back];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':'));
