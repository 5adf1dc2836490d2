import type { ReactNode } from 'react';
import { both } from '../words/both';
import { Empty } from './states';

const NOT_YOURS = both('此页不在您的岗位范围内。', 'This page is not part of your role.');

/** What only some may see: for others nothing of it is asked for, whatever address they came by. */
export function Gate({ isOpen, children }: { isOpen: boolean; children: ReactNode }): ReactNode {
  return isOpen ? children : <Empty title={NOT_YOURS} />;
}
