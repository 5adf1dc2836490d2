import { instantOf, localInput } from '../words/format';

/** Somebody’s absence, as a calendar shows it. */
export interface AbsenceShown {
  person: string;
  name: string;
  from: string;
  to: string;
  substitute?: string | undefined;
  substituteName?: string | undefined;
  enteredAt?: string | undefined;
}

/** A month as the policy's zone counts it: `2026-11`. */
export type Month = string;

export function monthOf(instant: number): Month {
  return localInput(new Date(instant).toISOString()).slice(0, 7);
}

export function isMonth(text: unknown): text is Month {
  return typeof text === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function monthBeside(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Its weeks from Monday on, as days (`2026-11-30`); those of other months are undefined. */
export function weeksOf(month: Month): (string | undefined)[][] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const lead = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const days = [
    ...Array<undefined>(lead).fill(undefined),
    ...Array.from({ length }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`),
  ];
  while (days.length % 7 > 0) days.push(undefined);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** Those who are away for some part of a day in the policy's zone. */
export function awayOn(day: string, absences: readonly AbsenceShown[]): AbsenceShown[] {
  const start = Date.parse(instantOf(`${day}T00:00`) ?? '');
  const end = start + 86_400_000;
  return absences.filter(({ from, to }) => Date.parse(from) < end && Date.parse(to) > start);
}

/** Those who are away for some part of a month, the earliest first. */
export function awayIn(month: Month, absences: readonly AbsenceShown[]): AbsenceShown[] {
  const start = Date.parse(instantOf(`${month}-01T00:00`) ?? '');
  const end = Date.parse(instantOf(`${monthBeside(month, 1)}-01T00:00`) ?? '');
  return absences
    .filter(({ from, to }) => Date.parse(from) < end && Date.parse(to) > start)
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
}
