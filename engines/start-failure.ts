/**
 * A process of Redress can't be started or provided. The message is for a person: what failed, where its log is, what
 * to do; it is printed as it is, without a stack.
 */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
