import type { PolicyBundle } from './bundle';

const known = new WeakMap<object, ReadonlySet<string>>();

/**
 * The words of a policy: ids of its categories, departments, roles, ways and forms, codes, what its tables and
 * conditions compare with and answer. A value that is one of them says nothing of a person; anything else may. Letters
 * to people are left out, for in them every word stands.
 */
export function wordsOf(bundle: PolicyBundle): ReadonlySet<string> {
  const made = known.get(bundle) ?? collect([bundle.policy, bundle.tables, bundle.intake]);
  known.set(bundle, made);
  return made;
}

function collect(parts: readonly unknown[]): ReadonlySet<string> {
  const words = new Set<string>();
  const rest: unknown[] = [...parts];
  while (rest.length > 0) {
    const part = rest.pop();
    if (typeof part === 'string') {
      words.add(part);
      // Conditions and cells are expressions; a word in them stands between quotes, commas and blanks.
      for (const [word] of part.matchAll(/[\p{L}\p{N}_.-]+/gu)) words.add(word);
    } else if (typeof part === 'object' && part !== null) {
      if (!Array.isArray(part)) for (const name of Object.keys(part)) words.add(name);
      rest.push(...(Object.values(part) as unknown[]));
    }
  }
  return words;
}
