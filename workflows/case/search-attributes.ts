import { upsertSearchAttributes } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { CaseState } from '../../domain/case/state';
import { dueAt } from '../../domain/case/tasks/tasks';

const KEYS = {
  RedressStage: defineSearchAttributeKey('RedressStage', 'KEYWORD'),
  RedressStatus: defineSearchAttributeKey('RedressStatus', 'KEYWORD'),
  RedressDepartment: defineSearchAttributeKey('RedressDepartment', 'KEYWORD'),
  RedressSeverity: defineSearchAttributeKey('RedressSeverity', 'KEYWORD'),
  RedressPolicy: defineSearchAttributeKey('RedressPolicy', 'KEYWORD'),
} as const;
const DUE_AT = defineSearchAttributeKey('RedressDueAt', 'DATETIME');

/** What the case shows in Temporal's lists. Only what has changed is written: each write is an event in the history. */
export class Shown {
  private last: Record<string, string | undefined> = {};

  /** Answers whether there was anything to write. */
  update(state: CaseState): boolean {
    const now: Record<string, string | undefined> = {
      RedressStage: state.lines['main']?.step ?? state.end,
      RedressStatus: state.status,
      RedressDepartment: state.department,
      RedressSeverity: state.severity,
      RedressPolicy: state.policy.id,
      RedressDueAt: dueAt(state),
    };
    const changed = Object.keys(now).filter((name) => now[name] !== this.last[name]);
    if (changed.length === 0) return false;
    this.last = now;
    upsertSearchAttributes(
      changed.map((name) => {
        const value = now[name];
        return name === 'RedressDueAt'
          ? { key: DUE_AT, value: value === undefined ? null : new Date(value) }
          : { key: KEYS[name as keyof typeof KEYS], value: value ?? null };
      }),
    );
    return true;
  }
}
