import { Context } from '@temporalio/activity';
import type { EffectOutcome, Effects } from '../../domain/activity-contract';
import type { RemedyEntry, RemedyLedger } from '../../models/remedy-ledger';
import { NotSent, Unanswered } from '../ports/remedy-gateway';
import type { GatewayAnswer, RemedyGateway } from '../ports/remedy-gateway';
import type { RemedyDefinition, RemedyWorld } from './contract';
import { outcomeOf } from './outcome';
import { problemsOf } from './problems';

/**
 * How many attempts ask what became of a remedy before a person is asked; with the retry policy of effects (1 s, doubled,
 * at most 5 min) about a quarter of an hour.
 */
const ASKED_AT_MOST = 10;

export interface ExecuteRemedyDeps {
  ledger: Pick<RemedyLedger, 'begin' | 'move' | 'byKey'>;
  gateway: RemedyGateway;
  remedies: ReadonlyMap<string, RemedyDefinition>;
  /** Which attempt of the activity runs, from 1. By default the engine says so. */
  attempt?: () => number;
}

/**
 * Executes a remedy once under its key. The entry of the ledger is marked `sent` before the gateway is called. So an
 * attempt that finds this mark knows that another one was cut off after it, and asks the gateway before it sends
 * anything. If nobody answers that either, attempt after attempt, the outcome is `unknown` and a person finds out.
 *
 * Throws what is worth another attempt: the gateway can't be reached or gave no answer, the ledger is down.
 */
export function createExecuteRemedy(deps: ExecuteRemedyDeps): Effects['executeRemedy'] {
  const { ledger, gateway, remedies } = deps;
  const attempt = deps.attempt ?? (() => Context.current().info.attempt);

  return async ({ no, key, kind, params, costFen }) => {
    const { entry } = await ledger.begin({ no, key, kind, params, costFen });
    const known = outcomeOf(entry);
    if (known !== undefined) return known;

    // Before anything else: what was sent counts, even if it would not be sent any more.
    if (entry.status === 'sent') {
      const found = await find(entry);
      if (found === 'nobodyAnswers') return conclude(key, 'unknown', { reason: 'noAnswer' });
      if (found.status !== 'absent') return answered(key, found);
    }

    const remedy = remedies.get(kind);
    if (remedy === undefined) return conclude(key, 'failed', { reason: 'unknownRemedy' });
    const parsed = remedy.params.safeParse(params);
    if (!parsed.success) return conclude(key, 'failed', { reason: 'wrongParams', problems: problemsOf(parsed.error) });
    // Another price than the one approved: the remedy was changed between approval and execution.
    if (remedy.costFen(parsed.data) !== costFen) return conclude(key, 'failed', { reason: 'priceChanged' });

    return answered(key, await remedy.execute(parsed.data, { no, key, kind }, markedIn(entry)));
  };

  async function find(entry: RemedyEntry): Promise<Awaited<ReturnType<RemedyGateway['find']>> | 'nobodyAnswers'> {
    try {
      return await gateway.find(entry.key);
    } catch (error) {
      if (!(error instanceof NotSent || error instanceof Unanswered)) throw error;
      if (attempt() - sentBy(entry) < ASKED_AT_MOST) throw error;
      return 'nobodyAnswers';
    }
  }

  /** The world of one order: its gateway leaves the mark in the ledger before it is called, and under no other key. */
  function markedIn(entry: RemedyEntry): RemedyWorld {
    return {
      gateway: {
        execute: async (order) => {
          const marked = await ledger.move(entry.key, [entry.status], 'sent', { outcome: { attempt: attempt() } });
          if (marked === undefined) throw new Error(`Another attempt is executing ${entry.key}`);
          try {
            return await gateway.execute({ ...order, key: entry.key });
          } catch (error) {
            if (error instanceof NotSent) await ledger.move(entry.key, ['sent'], 'pending');
            throw error;
          }
        },
        undo: () => Promise.reject(new Error('A remedy cannot be reversed while it is being executed')),
      },
    };
  }

  function answered(key: string, answer: GatewayAnswer): Promise<EffectOutcome> {
    return answer.status === 'done'
      ? conclude(key, 'executed', { reference: answer.reference })
      : conclude(key, 'failed', { reason: answer.reason });
  }

  async function conclude(
    key: string,
    status: 'executed' | 'failed' | 'unknown',
    outcome: Record<string, unknown>,
  ): Promise<EffectOutcome> {
    // Whoever concluded it first (another attempt, or a person) is right: their outcome was or will be told.
    const entry = (await ledger.move(key, ['pending', 'sent'], status, { outcome })) ?? (await ledger.byKey(key));
    const ended = entry === undefined ? undefined : outcomeOf(entry);
    if (ended === undefined) throw new Error(`The ledger has no outcome for ${key}`);
    return ended;
  }
}

/** The attempt that sent it last, so that only those after it count as asking. */
function sentBy({ outcome }: RemedyEntry): number {
  const attempt = outcome?.['attempt'];
  return typeof attempt === 'number' ? attempt : 1;
}
