import { factsOf } from '../../domain/case/known-facts';
import type { Track } from '../../domain/policy/compiled';
import type { Case } from './case';
import type { Lines } from './lines';

/**
 * Starts the tracks beside the main line: those that an event starts, at once and each time; those with a condition,
 * once, when it first holds. A condition is tested again only when a fact it speaks of has changed.
 */
export class Tracks {
  private tested: Record<string, string> = {};

  constructor(
    private readonly kase: Case,
    private readonly lines: Lines,
  ) {
    kase.isTrackDue = (track) => this.due().includes(track);
    kase.listeners.push((event) => {
      for (const track of kase.policy.tracks) if (track.on === event.type) lines.startTrack(track);
    });
  }

  async watch(ended: () => boolean): Promise<void> {
    await this.kase.settling.while(async () => {
      for (;;) {
        await this.kase.settling.standStill(() => ended() || this.due().length > 0);
        if (ended()) return;
        await this.test(this.due());
      }
    });
  }

  private seen = { seq: -1, due: [] as Track[] };
  /** Tracks whose condition may have come true. */
  private due(): Track[] {
    const { state, policy } = this.kase;
    if (this.seen.seq !== state.seq) {
      const facts = factsOf(state);
      const due =
        state.status === 'open'
          ? policy.tracks.filter(
              (track) =>
                track.when !== undefined &&
                this.tested[track.id] !== print(track, facts) &&
                !this.lines.hasStarted(track),
            )
          : [];
      this.seen = { seq: state.seq, due };
    }
    return this.seen.due;
  }

  private async test(tracks: Track[]): Promise<void> {
    const facts = factsOf(this.kase.state);
    const { answers, problems } = await this.kase.test(
      Object.fromEntries(tracks.map((track) => [track.id, track.when as string])),
    );
    for (const track of tracks) this.tested[track.id] = print(track, facts);
    this.seen.seq = -1;
    if (problems.length > 0) this.kase.emit({ type: 'ConditionUnclear', data: { problems } });
    for (const track of tracks)
      if (answers[track.id] === true && !this.lines.hasStarted(track)) this.lines.startTrack(track);
  }
}

function print(track: Track, facts: Record<string, unknown>): string {
  return JSON.stringify((track.uses ?? Object.keys(facts)).map((name) => facts[name] ?? null));
}
