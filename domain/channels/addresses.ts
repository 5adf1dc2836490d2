import { z } from 'zod';
import type { AddressKind } from './address-kind';
import { both } from '../values/text';

/** The shortest numbers that somebody is known by (10086) have five digits; "3" or "ask him" identifies nobody. */
const MIN_PHONE_DIGITS = 5;
/** Digits, with a leading + where there is a country code. */
const NUMBER = /^\+?\d{5,15}$/;

/** One mailbox and nothing else: "a@b.cn, c@d.cn" must not become two recipients. Its case doesn't count. */
export const mailAddress: AddressKind<'email'> = {
  kind: 'email',
  title: both('邮箱', 'Email'),
  wanted: both('邮箱地址', 'an email address'),
  examples: {
    same: ['li.mei@mail.example', ' Li.Mei@MAIL.example ', 'ｌｉ.mei＠mail.example'],
    none: ['li.mei', 'a@b.cn, c@d.cn', '无'],
  },
  normal: (text) => z.email().max(254).safeParse(text.normalize('NFKC').trim()).data,
  identity(text) {
    const address = text.normalize('NFKC').toLowerCase().trim();
    return /^[^\s@]+@[^\s@]+$/.test(address) ? address : undefined;
  },
};

/** A phone number in any of its spellings. */
export const phoneNumber: AddressKind<'phone'> = {
  kind: 'phone',
  title: both('电话', 'Phone'),
  wanted: both('电话号码', 'a phone number'),
  examples: {
    same: ['13800000000', '138 0000 0000', '+86 138-0000-0000', '１３８００００００００'],
    none: ['3', '问他本人', '无'],
  },
  normal(text) {
    const number = text.normalize('NFKC').replace(/[\s().-]/g, '');
    return NUMBER.test(number) ? number : undefined;
  },
  /** +86 139…, 0086139… and 139… are one number, and so are +86 10 … and 010-…. An extension counts as digits of it. */
  identity(text) {
    const digits = text.normalize('NFKC').toLowerCase().replace(/\D/g, '').replace(/^0+/, '');
    const national = /^86\d{10,11}$/.test(digits) ? digits.slice(2).replace(/^0+/, '') : digits;
    return national.length < MIN_PHONE_DIGITS ? undefined : national;
  },
};
