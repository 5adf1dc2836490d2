import { fingerprint } from '../domain/values/fingerprint';
import type { CaseEvent } from '../domain/file/stored-event';
import type { Intake } from '../domain/case/intake';
import type { Part } from '../domain/case/merging/merging';
import { absorbedNow, partsOf, refuseAsTarget } from '../domain/case/merging/merging';
import { fieldAt, isSealed } from '../domain/values/sealed';
import type { CaseState } from '../domain/case/state';
import type { EffectOutcome, Effects } from '../domain/activity-contract';
import type { Confidentiality } from '../models/confidentiality';
import type { LikenessCounts } from '../models/likeness';
import { addressTokens } from '../models/search-texts';
import type { TokenIndex } from '../vault/search-tokens';
import { KeyDestroyed, KeyUnknown } from '../vault/key-store';
import type { Sealer, Vault } from '../vault/vault';
import type { Correspondence } from './ports/correspondence';

export interface MergeDeps {
  /** A case as its stored events make it, with them; undefined if there are none. */
  fileOf: (no: string) => Promise<CaseFile | undefined>;
  confidentiality: Pick<Confidentiality, 'mayShowIn'>;
  likeness: Pick<LikenessCounts, 'drop'>;
  vault: Vault;
  tokenIndex: Pick<TokenIndex, 'addresses'>;
  correspondence: Pick<Correspondence, 'act'>;
}

export interface CaseFile {
  state: CaseState;
  events: readonly CaseEvent[];
}

/** How long it looks for events that are being stored just now, before it is tried again. */
const STORED_WITHIN_MS = 5_000;

/**
 * Hands a complaint over to the one that it repeats, and with it those that were merged into it before. What is sealed for
 * the merged complaint is sealed as it is once more, for the other one: the copy opens only with both keys, and dies with
 * either. Every message has a key of its own, so that a repeat is the same messages. Where the other one stops taking
 * them half-way, it is told that nothing of it counts.
 *
 * Fails for good with the code of the refusal as its reason, `Confidential`, `Erased` or `NotFound`.
 */
export function createMergeInto(deps: MergeDeps): Effects['mergeInto'] {
  const { fileOf, confidentiality, likeness, vault, correspondence } = deps;

  return async (order) => {
    const { no, into, upTo } = order;
    const own = await storedUpTo(fileOf, no, upTo);
    const target = await fileOf(into);
    if (target === undefined) return failed('NotFound');
    const standsAgainst = refuseAsTarget(target.state);
    // What it took before, it took: a repeat is answered as the first time.
    const isKnown = absorbedNow(target.state).some((one) => one.no === no);
    if (standsAgainst !== undefined && !isKnown) return failed(standsAgainst.code);
    const [one, other] = [own.state.policy, target.state.policy];
    if (!(await confidentiality.mayShowIn(one, other)) || !(await confidentiality.mayShowIn(other, one)))
      return failed('Confidential');
    let seal: Sealer;
    try {
      seal = await vault.sealerFor(into);
    } catch (error) {
      if (error instanceof KeyDestroyed) return failed('Erased');
      if (error instanceof KeyUnknown) return failed('NotFound');
      throw error;
    }
    const earlier = await Promise.all(absorbedNow(own.state).map(async ({ no: of }) => fileOf(of)));
    const taken: string[] = [];
    for (const file of [own, ...earlier]) {
      if (file === undefined) continue;
      const refusal = await handOver(file, order, target.state, seal);
      if (refusal === undefined) {
        taken.push(file.state.no);
        continue;
      }
      for (const from of [...taken, file.state.no]) await releaseFrom(into, from, order, correspondence);
      return failed(refusal);
    }
    // It is one complaint now, and counts once among its like.
    await likeness.drop(no);
    return { status: 'succeeded', result: { sameCustomer: await isSame(own.state, target.state) } };
  };

  /** The code of the refusal; undefined if every part was taken. */
  async function handOver(
    { state, events }: CaseFile,
    order: Parameters<Effects['mergeInto']>[0],
    target: CaseState,
    seal: Sealer,
  ): Promise<string | undefined> {
    const { no, into, upTo, by, byFor, places, reason } = order;
    const from = state.no;
    const hears = !(await hearsOtherwise(state, target));
    for (const [i, part] of partsOf(state, events).entries()) {
      const data = {
        ...{ from, part: i + 1, hears },
        ...(from === no ? {} : { via: no }),
        ...defined({ by, byFor, places, reason }),
        ...messageOf(part),
      };
      const outcome = await correspondence.act(into, 'absorb', {
        key: `merge/${no}/${upTo}/${from}/${i + 1}`,
        // Sealed anew each time; the same part means the same.
        fingerprint: fingerprint(['absorb', no, upTo, from, i + 1]),
        ...{ by: { id: no, kind: 'service', roles: ['complaint'], departments: [] }, via: 'api' },
        data: sealedOver(data, seal, []),
      });
      if (outcome !== 'taken') return outcome === 'closed' ? 'Closed' : outcome;
    }
    return undefined;
  }

  /** Whether its customer is the other complaint's own, or one who is told for another one merged into that. */
  async function hearsOtherwise(state: CaseState, target: CaseState): Promise<boolean> {
    const mine = await contactsOf(state.intake?.complainant, state.no);
    if (mine.length === 0) return true;
    const others = absorbedNow(target).filter(({ no, hears }) => hears && no !== state.no);
    const theirs = await Promise.all([
      contactsOf(target.intake?.complainant, target.no),
      ...others.map(({ complainant }) => contactsOf(complainant, target.no)),
    ]);
    return theirs.flat().some((contact) => mine.includes(contact));
  }

  async function isSame(one: CaseState, other: CaseState): Promise<boolean> {
    const [mine, theirs] = (await Promise.all(
      [one, other].map(({ intake, no }) => contactsOf(intake?.complainant, no)),
    )) as [string[], string[]];
    return mine.some((contact) => theirs.includes(contact));
  }

  /** By what a customer is known again: keyed tokens, so that no number is compared in clear. */
  async function contactsOf(complainant: Intake['complainant'] | undefined, no: string): Promise<string[]> {
    return addressTokens(complainant ?? {}, no, { vault, tokenIndex: deps.tokenIndex });
  }
}

/** Says to whoever has taken a complaint over, and wherever that has gone since, that it goes on by itself. */
export function createUndoMerge({
  fileOf,
  correspondence,
}: Pick<MergeDeps, 'fileOf' | 'correspondence'>): Effects['undoMerge'] {
  return async ({ no, key, into }) => {
    const told = new Set<string>();
    for (let next: string | undefined = into; next !== undefined && !told.has(next);) {
      told.add(next);
      await correspondence.act(next, 'release', wordOfRelease(no, `${key}/${next}`, no));
      next = (await fileOf(next))?.state.mergedInto;
    }
    return { status: 'succeeded' };
  };
}

async function releaseFrom(
  into: string,
  from: string,
  { no, upTo }: { no: string; upTo: number },
  correspondence: MergeDeps['correspondence'],
): Promise<void> {
  await correspondence.act(into, 'release', wordOfRelease(from, `unmerge/${no}/${upTo}/${from}`, no));
}

function wordOfRelease(from: string, key: string, sender: string) {
  return {
    ...{ key, fingerprint: fingerprint(['release', key]), via: 'api' as const },
    by: { id: sender, kind: 'service' as const, roles: ['complaint'], departments: [] },
    data: { from, ...(sender === from ? {} : { via: sender }) },
  };
}

function messageOf({ first, references, words }: Part): Record<string, unknown> {
  return { ...first, references, words };
}

/** What is sealed already is sealed once more, for where it stands in the message. */
function sealedOver(value: unknown, seal: Sealer, path: readonly (string | number)[]): unknown {
  if (typeof value === 'string') return isSealed(value) ? seal(value, fieldAt('absorb', path)) : value;
  if (Array.isArray(value)) return value.map((item: unknown, i) => sealedOver(item, seal, [...path, i]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [name, sealedOver(item, seal, [...path, name])]),
  );
}

/** The case with every event up to this one; what was asked for may not be stored yet. */
async function storedUpTo(fileOf: MergeDeps['fileOf'], no: string, seq: number): Promise<CaseFile> {
  const until = Date.now() + STORED_WITHIN_MS;
  for (;;) {
    const file = await fileOf(no);
    if (file !== undefined && file.state.seq >= seq) return file;
    if (Date.now() > until) throw new Error(`${no}: event ${seq} is not stored yet`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function defined(parts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

function failed(reason: string): EffectOutcome {
  return { status: 'failed', result: { reason } };
}
