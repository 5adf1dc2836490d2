import type { Operation } from './operation';

/** Where the versioned part of the API stands. */
export const BASE = '/api/v1';

type Placed = Pick<Operation, 'path' | 'atRoot'>;

/** The whole address of an operation, as OpenAPI writes it. */
export function addressOf({ path, atRoot }: Placed): string {
  return atRoot === true ? path : BASE + path;
}

/** The same, as Express writes it. */
export function routeOf(operation: Placed): string {
  return addressOf(operation).replace(/\{(\w+)\}/g, ':$1');
}

/** Whether a request's path is one of the operation's addresses. */
export function matches(operation: Placed, path: string): boolean {
  const parts = addressOf(operation).split('/');
  const given = path.replace(/\/$/, '').split('/');
  return (
    parts.length === given.length &&
    parts.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
  );
}
