/**
 * Whether what came in has led to a command yet. Replay (SDK 1.24, Core) takes a workflow task without commands together
 * with the next one, at whose time the case would then see it come in; so something has to be commanded
 * (docs/decisions/0003).
 */
export class Reaction {
  private missing = false;

  get isMissing(): boolean {
    return this.missing;
  }

  /** A message, the end of an effect or a timer came in. */
  cameIn(): void {
    this.missing = true;
  }

  /** An activity was scheduled, a question asked, an attribute changed. */
  commanded(): void {
    this.missing = false;
  }
}
