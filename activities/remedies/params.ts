import { z } from 'zod';
import { SEALED_PATTERN } from '../../domain/values/sealed';

/** Shapes that the parameters of remedies are made of. */

/** The largest single amount, a hundred million yuan: sums of proposals stay exact, a slip of the keyboard is caught. */
const MOST_FEN = 10_000_000_000;

/** An amount of money in fen, at least one. */
export const amountFen = z.int().positive().max(MOST_FEN);

/** An amount of money in fen that may be nothing. */
export const costFen = z.int().nonnegative().max(MOST_FEN);

/**
 * The name of a thing. What people write is sealed, for it may be anything; what a policy grants by itself is the
 * policy's own word, and plain.
 */
export const thingText = z.string().trim().min(1).max(20_000).meta({ sealed: true });

/**
 * Anything about a person (an account, an address, words): taken only sealed, because parameters stand in histories.
 * `sealed` in its JSON Schema tells a form to have it sealed before it is sent.
 */
export const sealedText = z.string().regex(SEALED_PATTERN).max(20_000).meta({ sealed: true });
