import { fingerprint } from '../domain/values/fingerprint';
import { fieldAt, sealedFor } from '../domain/values/sealed';
import type { ProceedingWork } from '../domain/activity-contract';
import type { Register } from '../models/register';
import { KeyDestroyed, KeyUnknown } from '../vault/key-store';
import type { Vault } from '../vault/vault';
import type { Correspondence } from './ports/correspondence';

/**
 * Gives members the word of their incident, a few at a time. What is sealed for the incident is sealed anew under each
 * case's own key, for a case takes no other; the case tells a repeat by the key, so that one cut off in the middle can
 * start again.
 */
export function createTellMembers(deps: {
  vault: Vault;
  correspondence: Pick<Correspondence, 'act'>;
}): ProceedingWork['tellMembers'] {
  const { vault, correspondence } = deps;

  const tell = async (incident: string, message: Parameters<ProceedingWork['tellMembers']>[0]['messages'][number]) => {
    const { no, key, action, data } = message;
    let sealed: unknown;
    try {
      sealed = await sealedAnew(vault, data, { from: incident, to: no, action });
    } catch (error) {
      if (error instanceof KeyDestroyed) return 'Erased';
      if (error instanceof KeyUnknown) return 'NotFound';
      throw error;
    }
    return correspondence.act(no, action, {
      key,
      by: { id: incident, kind: 'service', roles: ['incident'], departments: [] },
      via: 'api',
      fingerprint: fingerprint([action, key, data]),
      data: sealed,
    });
  };

  return async ({ no: incident, messages }) => {
    const outcomes: [string, string][] = [];
    for (let i = 0; i < messages.length; i += AT_ONCE) {
      const some = messages.slice(i, i + AT_ONCE);
      outcomes.push(
        ...(await Promise.all(some.map(async (one): Promise<[string, string]> => [one.no, await tell(incident, one)]))),
      );
    }
    return Object.fromEntries(outcomes);
  };
}

const AT_ONCE = 5;

/** A copy of what is sealed for one file, sealed for another and for where it stands in what that is sent. */
async function sealedAnew(
  vault: Vault,
  data: unknown,
  { from, to, action }: { from: string; to: string; action: string },
): Promise<unknown> {
  const seal = await vault.sealerFor(to);
  const again = async (part: unknown, path: readonly (string | number)[]): Promise<unknown> => {
    if (typeof part === 'string')
      return sealedFor(part)?.no === from ? seal((await vault.open(part, from)) ?? '', fieldAt(action, path)) : part;
    if (Array.isArray(part)) return Promise.all(part.map((item: unknown, i) => again(item, [...path, i])));
    if (typeof part !== 'object' || part === null) return part;
    const entries = Object.entries(part).map(
      async ([name, inner]: [string, unknown]) => [name, await again(inner, [...path, name])] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  };
  return again(data, []);
}

/** Which cases have not ended, by the event store: what has no events there is not over. */
export function createOpenCases({ register }: { register: Pick<Register, 'entry'> }): ProceedingWork['openCases'] {
  return async ({ cases }) => {
    const entries = await Promise.all(cases.map(async (no) => [no, await register.entry(no)] as const));
    return entries.filter(([, entry]) => entry?.status !== 'closed').map(([no]) => no);
  };
}
