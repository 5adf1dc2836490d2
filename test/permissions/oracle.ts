import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

// Who may do what by the policy files alone: this file imports nothing of the program, and is written from the words.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- YAML as it is written */
const merge = (under: any, over: any): any => {
  if (Array.isArray(over) || Array.isArray(under) || typeof under !== 'object' || typeof over !== 'object') return over;
  const entries = Object.entries({ ...under, ...over }).filter(([key]) => over[key] !== null);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key in under && key in over ? merge(under[key], over[key]) : value]),
  );
};
export const policyFile = (folder: string, id: string): any => {
  const own = parse(readFileSync(join(folder, `${id}.yaml`), 'utf8'));
  return own.extends === undefined ? own : merge(policyFile(folder, own.extends), own);
};
const above = (pack: any, role: string): string[] => {
  const next = pack.roles[role]?.above;
  return next === undefined ? [] : [next, ...above(pack, next)];
};
const { elsewhere, everybody, nobody } = parse(readFileSync(join(__dirname, 'oracle.yaml'), 'utf8'));
const at = (value: any, [head, ...rest]: string[]): any[] => {
  if (head === undefined) return [value];
  return head === '*' ? (value ?? []).flatMap((one: any) => at(one, rest)) : at(value?.[head], rest);
};
/** Roles that a step may ask for an action. */
export const askedFor = (pack: any, line: string, stepId: string, action: string): string[] => {
  const step = (line === 'main' ? pack.main : pack.tracks[line].steps).find((one: any) => one.id === stepId);
  const paths = elsewhere[action] ?? 'who';
  const table = pack.tables?.[step.tier];
  const tier = table === undefined ? [] : [...table.rules.map((rule: any) => rule.then.role), table.default?.role];
  const whole = { owner: pack.owner, ...step };
  const found = paths.split(' ').flatMap((path: string) => (path === 'tier' ? tier : at(whole, path.split('.'))));
  return found.filter((role: unknown) => role !== undefined);
};
/** Whether somebody who holds `role` may do a task asked of `who`, in a relation to the case. */
export const oracle = (pack: any, cell: { wait: any; role: string; situation: string }): boolean => {
  const { wait, role, situation: s } = cell;
  const { who, orAbove, actions, given, barred } = wait;
  if (s === 'left' || s === 'customer') return false;
  if (given === 'heard') return s === 'accused';
  if (
    ['accused', 'accusedSubstitute', 'substituteOfAccused'].includes(s) ||
    (s === 'barredByStage' && barred.length > 0)
  )
    return false;
  const apart = Object.values<any>(pack.separate).filter((pair) =>
    pair.then.some((action: string) => actions.includes(action)),
  );
  const ever = apart.filter((pair) => pair.within !== 'visit').flatMap((pair) => pair.first);
  if (['doer', 'substituteOfDoer'].includes(s) && ever.some((part) => part !== 'handler')) return false;
  if (s === 'handler' && apart.some((pair) => pair.first.includes('handler'))) return false;
  if (given === 'byName' && s === 'handler') return true;
  const roles = [who, ...(orAbove ? above(pack, who) : [])];
  if (!roles.includes(role) || s === 'otherPlace' || s === 'noPlace') return false;
  if (s === 'otherDepartment' && pack.roles[role].ofDepartment === true) return false;
  const approves = ['approve', 'signOff', 'signForm'].some((action) => actions.includes(action));
  if (approves && s === 'substituteOfDepartmentAccused') return false;
  if (approves && s === 'departmentAccused' && pack.roles[role].ofDepartment === true) return false;
  return given === undefined || s === 'handler' || role !== who;
};
/** Whether somebody may do an action at any time, at the desk of a case that nobody has recorded. */
export const oracleAnytime = (pack: any, action: string, role: string, s: string): boolean => {
  if (nobody.includes(action) || ['customer', 'otherPlace', 'noPlace'].includes(s)) return false;
  if (s.includes('ccused') && !s.includes('epartment') && action !== 'note' && action !== 'attach') return false;
  if (everybody.includes(action) || s === 'handler') return true;
  const desk = pack.main.find((step: any) => step.who !== undefined)?.who ?? pack.owner;
  const held = [desk, pack.owner].flatMap((one: string) => [one, ...above(pack, one)]).includes(role);
  return held && !(s === 'otherDepartment' && pack.roles[role].ofDepartment === true);
};
