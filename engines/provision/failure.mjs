/**
 * Something that a person has to know and can mend: says what failed, where its log is and what to do. Printed as it
 * is, without a stack.
 */
export class Failure extends Error {
  /**
   * @param {string} what one sentence: what could not be done
   * @param {{ log?: string, remedies?: string[] }} [help] where to read on, and the ways out, best first
   */
  constructor(what, { log, remedies = [] } = {}) {
    const lines = [what];
    if (log) lines.push(`  Its log: ${log}`);
    for (const remedy of remedies) lines.push(`  - ${remedy}`);
    super(lines.join('\n'));
    this.name = 'Failure';
  }
}
