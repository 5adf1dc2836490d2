import type { Merging } from '../../domain/case/parts';
import { personsOf } from '../../domain/file/envelope';
import type { EffectOutcome } from '../../domain/activity-contract';
import type { Case } from './case';

/**
 * What a case and another one that it repeats tell each other: it asks to be taken over, and ends as a duplicate only once
 * it has been; reopened, it says that it goes on by itself. One word at a time, each under a key of its own.
 */
export class Merges {
  constructor(private readonly kase: Case) {}

  async watch(ended: () => boolean): Promise<void> {
    const { kase } = this;
    await kase.settling.while(async () => {
      for (;;) {
        await kase.settling.standStill(() => ended() || this.isOwing());
        const { merging, releasing } = kase.state;
        const [release] = releasing;
        if (merging !== undefined) await this.ask(merging);
        else if (release !== undefined) await this.release(release);
        else return;
      }
    });
  }

  private isOwing(): boolean {
    const { merging, releasing } = this.kase.state;
    return merging !== undefined || releasing.length > 0;
  }

  private async ask({ into, seq, by, reason }: Merging): Promise<void> {
    const { kase } = this;
    const [person, byFor] = by === undefined ? [] : personsOf(by);
    // Without an answer nobody knows whether it was taken: the same question again is answered the same.
    const outcome = await this.untilKnown(`merge-${seq}`, (key) =>
      kase.perform(key, undefined, 'mergeInto', {
        ...{ into, upTo: seq },
        ...(person === undefined ? {} : { by: person }),
        ...(byFor === undefined ? {} : { byFor }),
        ...(by?.places === undefined ? {} : { places: by.places }),
        ...(reason === undefined ? {} : { reason }),
      }),
    );
    const { reason: code = 'failed', sameCustomer } = outcome.result ?? {};
    if (outcome.status === 'failed') {
      kase.emit({ type: 'MergeRefused', data: { into, code: String(code) } });
      return;
    }
    const words = reason === undefined ? {} : { reason };
    kase.emit({
      type: 'CaseMerged',
      ...(by === undefined ? {} : { by }),
      data: { into, sameCustomer: sameCustomer === true, ...words },
    });
  }

  private async release({ into, seq }: { into: string; seq: number }): Promise<void> {
    const { kase } = this;
    await this.untilKnown(`unmerge-${seq}`, (key) => kase.perform(key, undefined, 'undoMerge', { into }));
    kase.emit({ type: 'MergeUndone', data: { into } });
  }

  private async untilKnown(name: string, ask: (key: string) => Promise<EffectOutcome>): Promise<EffectOutcome> {
    const { kase } = this;
    for (let attempt = 1; ; attempt++) {
      let outcome: EffectOutcome | undefined;
      kase.stepEffects++;
      const work = ask(`${kase.state.no}/${name}-${attempt}`)
        .then((result) => (outcome = result))
        .finally(() => kase.stepEffects--);
      await kase.settling.standStill(() => outcome !== undefined);
      const known = await work;
      if (known.status !== 'unknown') return known;
    }
  }
}
