import { badRequest, type Key } from './call';

/** A path taken apart: its shape with `{}` for keys, and the keys. */
export interface ParsedPath {
  readonly template: string;
  readonly keys: readonly Key[];
}

const keyed = /^(?<name>[A-Za-z]+)\((?<by>[A-Za-z]+)='(?<value>(?:[^']|'')*)'\)$/;
const collections = [
  'applications',
  'servicePrincipals',
  'deletedItems',
  'appRoleAssignments',
  'oauth2PermissionGrants',
  'users',
  'organization',
];

/**
 * Takes a path below the version apart. `applications/{id}`, `applications(appId='…')` and the spelling
 * `microsoft.graph.addPassword` are OData's forms of the same things.
 */
export function parsePath(path: string): ParsedPath {
  const names: string[] = [];
  const keys: Key[] = [];
  for (const raw of path.split('/').filter((part) => part !== '')) {
    const segment = decode(raw);
    const named = keyed.exec(segment)?.groups;
    const previous = names.at(-1) ?? '';
    if (named) {
      names.push(named.name ?? '', '{}');
      keys.push({ by: named.by ?? '', value: (named.value ?? '').replaceAll("''", "'") });
    } else if (collections.includes(previous) && !segment.startsWith('microsoft.graph.') && segment !== '$count') {
      names.push('{}');
      keys.push({ by: 'id', value: segment });
    } else {
      names.push(segment.replace(/^microsoft\.graph\./, ''));
    }
  }
  return { template: names.join('/'), keys };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The path cannot be decoded.', 'BadRequest');
  }
}
