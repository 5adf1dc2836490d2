import { ACTIONS } from '../../domain/actions';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Step } from '../../domain/policy/compiled';
import type { RungRule, WaitRules } from '../../domain/policy/step';
import { STAGES } from '../../domain/stages';
import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';
import { durationWords, limitWords } from './duration';

type Policy = Pick<PolicyBundle['policy'], 'roles'>;

/** What a role is called; a name that is none of the policy's stands as it is written. */
export function roleWords({ roles }: Policy, role: string): Bilingual {
  return roles[role]?.title ?? both(role, role);
}

/** A step in sentences: what it is, who acts, by when, on what condition, and what happens when nobody does. */
export function stepWords(policy: Policy, step: Step): { id: string; title: Bilingual; sentences: Bilingual[] } {
  const { title: kind } = STAGES[step.stage];
  const title = step.title ?? kind;
  const { who, orAbove, within, overdue = [] } = step as Partial<WaitRules>;
  const role = who === undefined ? undefined : roleWords(policy, who);
  return {
    ...{ id: step.id, title },
    sentences: [
      ...(title.en === kind.en ? [] : [both(`环节类型：${kind.zh}。`, `Kind of step: ${kind.en}.`)]),
      ...(step.when === undefined ? [] : [both(`仅当 ${step.when} 时进行。`, `Only if ${step.when}.`)]),
      ...(role === undefined
        ? []
        : orAbove === true
          ? [both(`由${role.zh}或其上级办理。`, `Done by: ${role.en}, or a level above.`)]
          : [both(`由${role.zh}办理。`, `Done by: ${role.en}.`)]),
      ...(within === undefined
        ? []
        : [both(`时限：${limitWords(within).zh}。`, `Time limit: ${limitWords(within).en}.`)]),
      ...overdue.map((rung) => rungWords(policy, rung)),
    ],
  };
}

/** What happens at one time before or after something is due. */
export function rungWords(policy: Policy, rung: RungRule): Bilingual {
  const { zh: when, en: whenEn } = momentWords(rung);
  const to = rung.to === undefined ? undefined : roleWords(policy, rung.to);
  const action = rung.action === undefined ? undefined : ACTIONS.get(rung.action)?.title;
  switch (rung.do) {
    case 'remind':
      return both(`${when}：提醒办理人。`, `${whenEn}: the person who must act is reminded.`);
    case 'overdue':
      return both(`${when}：记为逾期。`, `${whenEn}: it is recorded as overdue.`);
    case 'escalate':
      return both(`${when}：升级到${to?.zh ?? ''}。`, `${whenEn}: it is escalated to: ${to?.en ?? ''}.`);
    case 'warn':
      return both(`${when}：通知${to?.zh ?? ''}。`, `${whenEn}: notified: ${to?.en ?? ''}.`);
    case 'decide':
      return both(
        `${when}：无人办理时，系统自动“${action?.zh ?? rung.action ?? ''}”。`,
        `${whenEn}: if nobody acts, “${action?.en ?? rung.action ?? ''}” is done by rule.`,
      );
  }
}

/** When: relative to the time at which it is due. */
export function momentWords({ before, after }: Pick<RungRule, 'before' | 'after'>): Bilingual {
  if (before !== undefined) {
    const { zh, en } = durationWords(before);
    return both(`到期前 ${zh}`, `${en} before it is due`);
  }
  if (after === undefined) return both('到期时', 'When it is due');
  const { zh, en } = limitWords(after);
  return both(`到期后 ${zh}`, `${en} after it is due`);
}
