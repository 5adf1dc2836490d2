import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';

const KINDS: Readonly<Record<string, Bilingual>> = {
  apology: both('道歉', 'Apology'),
  compensation: both('补偿', 'Compensation'),
  exchange: both('换货', 'Exchange'),
  gift: both('赠品', 'Gift'),
  'plan-change': both('变更套餐', 'Change of plan'),
  'price-reduction': both('折价', 'Price reduction'),
  refund: both('退款', 'Refund'),
  repair: both('维修', 'Repair'),
  waiver: both('减免', 'Waiver'),
};

const STATUS: Readonly<Record<string, Bilingual>> = {
  executed: both('已完成', 'Done'),
  failed: both('未成功', 'Failed'),
  undone: both('已撤销', 'Undone'),
  unknown: both('结果未知，待核实', 'Outcome unknown, to be settled'),
};

/** What a remedy is called. */
export function remedyWords(kind: unknown): Bilingual {
  return KINDS[String(kind)] ?? both('补救', 'Remedy');
}

/** How far a remedy has come, in words; what is not known says so. */
export function statusWords(status: unknown): Bilingual {
  return STATUS[String(status)] ?? both('已登记', 'Recorded');
}
