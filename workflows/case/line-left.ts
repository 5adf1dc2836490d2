/** Thrown out of a wait when the case is being ended elsewhere; caught by the runner alone. */
export class CaseEnding extends Error {
  override name = 'CaseEnding';
}

/** Thrown out of a wait when facts have changed so that the line has to go back; caught by the runner alone. */
export class LineOvertaken extends Error {
  override name = 'LineOvertaken';
  constructor(readonly to: string) {
    super(to);
  }
}
