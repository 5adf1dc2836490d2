import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { both } from '../words/both';
import { useSay } from '../words/language';

const KEYS = [
  ['Ctrl K', both('搜索与命令', 'Search and commands')],
  ['/', both('搜索', 'Search')],
  ['j  k', both('下一项、上一项', 'Next, previous')],
  ['Enter', both('打开', 'Open')],
  ['Ctrl Enter', both('提交表单', 'Send the form')],
  ['Alt ↑  Alt ↓', both('移动方案的顺序', 'Move an option')],
  ['g t', both('去待办', 'Go to tasks')],
  ['g a', both('去审批', 'Go to approvals')],
  ['g c', both('去投诉登记簿', 'Go to the complaints')],
  ['a  r', both('审批：批准、退回', 'Approvals: approve, send back')],
  ['x', both('审批、全部待办：选择', 'Approvals, tasks of all: select')],
  ['e', both('全部待办：改派所选', 'Tasks of all: reassign what is selected')],
  ['g d', both('去看板', 'Go to the dashboard')],
  ['g n', both('去登记', 'Go to a new complaint')],
  ['?', both('本表', 'This sheet')],
] as const;

/** All keys, on one sheet. */
export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const say = useSay();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say(both('键盘操作', 'Keys'))}
      closeButtonProps={{ 'aria-label': say(both('关闭', 'Close')) }}
    >
      <dl className="key-sheet">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
