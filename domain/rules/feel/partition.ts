import { duration, FeelDate, FeelDuration, parseDate } from 'feelin';
import type { Cell } from './cell';
import { constantsOf } from './cell';
import type { FeelType } from './feel-type';

/** Stands for every text that no cell names. */
const OTHER_TEXT = '…';

const WHOLE: FeelType = { kind: 'number', integer: true };
const DAY_MS = 86_400_000;

/** Values of an input that no cell tells apart: one of them, and all in words. */
export interface Part {
  example: unknown;
  words: string;
}

/**
 * Cuts the values of an input into parts that no cell tells apart: each limit, what lies between two of them, each value
 * of an enum. What holds for the examples then holds for every value; cells that compare with facts are passed over. A
 * list, which cells only ask by conditions, has no parts.
 */
export function partition(type: FeelType, cells: readonly Cell[]): Part[] {
  const restricting = cells.filter((cell) => !cell.isAny);
  const constants = restricting.flatMap((cell) => constantsOf(cell) ?? []);
  const parts = partsOf(type, constants, restricting.length === 0);
  const mayBeNull = type.nullable && restricting.some((cell) => cell.namesNull);
  return mayBeNull ? [...parts, { example: null, words: 'unknown' }] : parts;
}

function partsOf(type: FeelType, constants: readonly unknown[], isFree: boolean): Part[] {
  if (type.kind === 'number') {
    const limits = constants.filter((value) => typeof value === 'number');
    return numbers(limits, type, Number);
  }
  if (type.kind === 'date') return numbers(constants.map(toDay), WHOLE, fromDay);
  if (type.kind === 'days') return numbers(constants.map(toDays), WHOLE, fromDays);
  if (type.kind === 'boolean') return (isFree ? [true] : [true, false]).map(single);
  if (type.kind !== 'string') return [];
  if (type.enum && !isFree) return type.enum.map(single);
  const others = { example: OTHER_TEXT, words: 'any other text' };
  return isFree ? [others] : [...[...new Set(constants)].map(single), others];
}

function single(example: unknown): Part {
  return { example, words: typeof example === 'string' ? JSON.stringify(example) : String(example) };
}

/** Parts of numbers, or of what is counted in whole days; `from` turns the number into the value that it stands for. */
function numbers(limits: readonly number[], type: FeelType, from: (number: number) => unknown): Part[] {
  const ends = [type.min, type.max].filter((end) => end !== undefined);
  const cuts = [...new Set([...limits, ...ends])].sort((a, b) => a - b);
  const open = [-Infinity, ...cuts].map((low, index) => ({ low, high: cuts[index] ?? Infinity }));
  const points = cuts.map((cut) => ({ low: cut, high: cut }));
  return [...points, ...open]
    .sort((a, b) => a.low - b.low || a.high - b.high)
    .flatMap(({ low, high }) => {
      const example = low === high ? low : within(low, high, type);
      if (!isPossible(example, type)) return [];
      const [start, end] = [low, high].map((limit) => (Number.isFinite(limit) ? String(from(limit)) : undefined));
      return [{ example: from(example), words: inWords(start, end, String(from(example))) }];
    });
}

/** A number between the two, or one out of the type's bounds if there is none. */
function within(low: number, high: number, { integer }: FeelType): number {
  if (low === -Infinity && high === Infinity) return 0;
  if (low === -Infinity) return integer ? Math.ceil(high) - 1 : high - 1;
  if (high === Infinity) return integer ? Math.floor(low) + 1 : low + 1;
  if (!integer) return (low + high) / 2;
  const next = Math.floor(low) + 1;
  return next < high ? next : NaN;
}

function isPossible(value: number, { integer, min, max }: FeelType): boolean {
  const isOfKind = integer ? Number.isInteger(value) : Number.isFinite(value);
  return isOfKind && (min === undefined || value >= min) && (max === undefined || value <= max);
}

function inWords(low: string | undefined, high: string | undefined, example: string): string {
  if (low === high) return low ?? 'any';
  if (low === undefined) return `below ${high ?? example}`;
  return high === undefined ? `above ${low}` : `between ${low} and ${high}`;
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
