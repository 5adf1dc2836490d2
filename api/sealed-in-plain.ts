import { both } from '../domain/values/text';
import type { FieldError } from './problem';

/**
 * A text in the sealed form stands in a field that is not sealed: another case's could be opened there for whoever reads
 * this one.
 */
export const SEALED_IN_PLAIN: Omit<FieldError, 'field'> = {
  code: 'sealed',
  message: both('此处不得填写已加密的内容，请填写原文。', 'Encrypted text is not allowed here. Send plain text.'),
};
