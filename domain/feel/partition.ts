import { duration, FeelDate, FeelDuration, parseDate } from 'feelin';
import type { Cell } from './cell';
import { constantsOf } from './cell';
import type { FeelType } from './feel-type';

/** Stands for every text that no cell names. */
export const OTHER_TEXT = '…';

const WHOLE: FeelType = { kind: 'number', integer: true };
const DAY_MS = 86_400_000;

/**
 * Cuts the values of an input into parts that no cell tells apart, and answers one example of each: between two tiers,
 * at each limit, each value of an enum. What holds for the examples then holds for every value; cells that compare with
 * facts are passed over. A list, which cells only ask by conditions, has no examples.
 */
export function partition(type: FeelType, cells: readonly Cell[]): unknown[] {
  const restricting = cells.filter((cell) => !cell.isAny);
  const constants = restricting.flatMap((cell) => constantsOf(cell) ?? []);
  const unknown = type.nullable && restricting.some((cell) => cell.namesNull) ? [null] : [];
  return [...examples(type, constants, restricting.length === 0), ...unknown];
}

function examples(type: FeelType, constants: readonly unknown[], isFree: boolean): unknown[] {
  if (type.kind === 'number') {
    const limits = constants.filter((value) => typeof value === 'number');
    return numbers(limits, type);
  }
  if (type.kind === 'date') return numbers(constants.map(toDay), WHOLE).map(fromDay);
  if (type.kind === 'days') return numbers(constants.map(toDays), WHOLE).map(fromDays);
  if (type.kind === 'boolean') return isFree ? [true] : [true, false];
  if (type.kind !== 'string') return [];
  if (isFree) return [OTHER_TEXT];
  return type.enum ? [...type.enum] : [...new Set([...constants, OTHER_TEXT])];
}

function numbers(limits: readonly number[], { integer, min, max }: FeelType): number[] {
  const ends = [min, max].filter((end) => end !== undefined);
  const cuts = [...new Set([...limits, ...ends])].sort((a, b) => a - b);
  const found: number[] = [];
  cuts.forEach((cut, index) => {
    const next = cuts[index + 1];
    if (index === 0) found.push(integer ? Math.ceil(cut) - 1 : cut - 1);
    found.push(cut);
    if (integer) found.push(Math.floor(cut) + 1);
    else found.push(next === undefined ? cut + 1 : (cut + next) / 2);
  });
  const isPossible = (value: number) =>
    (!integer || Number.isInteger(value)) && (min === undefined || value >= min) && (max === undefined || value <= max);
  return cuts.length === 0 ? [0] : [...new Set(found)].filter(isPossible);
}

function toDay(date: unknown): number {
  return date instanceof FeelDate ? Date.UTC(date.year, date.month - 1, date.day) / DAY_MS : 0;
}

function fromDay(day: number): unknown {
  return parseDate(new Date(day * DAY_MS).toISOString().slice(0, 10));
}

function toDays(time: unknown): number {
  return time instanceof FeelDuration ? time.days : 0;
}

function fromDays(days: number): unknown {
  return duration(`${days < 0 ? '-' : ''}P${Math.abs(days)}D`);
}
