import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TaskSeen } from '../../client/tasks';
import { WhoElse } from '../../presence/present';
import { useCategoryTitle, usePolicyTitle } from '../../parts/titles';
import { Due } from '../../parts/time';
import { useSay } from '../../words/language';
import { W } from './words';

/** Where what a task belongs to is read. */
const PAGES = {
  complaint: '/complaints/$no',
  incident: '/incidents/$no',
  correctiveAction: '/corrective-actions/$no',
} as const;

/** One task in a list: what is to be done, in which case, by when. */
export function TaskRow({
  task,
  row,
  isOpen,
  onOpen,
  selected,
  onSelect,
}: {
  task: TaskSeen;
  row: string;
  isOpen: boolean;
  onOpen: () => void;
  /** Whether it is among those chosen; left out where none can be. */
  selected?: boolean | undefined;
  onSelect?: () => void;
}): ReactNode {
  const say = useSay();
  const categoryTitle = useCategoryTitle();
  const policyTitle = usePolicyTitle();
  return (
    <li className={`task-row ${selected === undefined ? '' : 'task-row-choice'}`} data-open={isOpen}>
      {selected !== undefined && (
        <label className="select-one">
          <input type="checkbox" checked={selected} onChange={onSelect} />
          <span className="sr-only">{`${say(W.select)} ${task.no}`}</span>
        </label>
      )}
      <Link
        to={PAGES[task.kind]}
        params={{ no: task.no }}
        search={{}}
        data-row={row}
        aria-current={isOpen ? 'true' : undefined}
        onClick={(event) => {
          // An incident or a corrective action is done on its own page.
          if (event.ctrlKey || event.metaKey || event.shiftKey || task.kind !== 'complaint') return;
          event.preventDefault();
          onOpen();
        }}
      >
        <span className="task-title">
          {task.major === true && <span className="major">{say(W.major)}</span>}
          {say(task.title)}
        </span>
        <Due at={task.dueAt} />
        <span className="task-case">
          <span className="no">{task.no}</span> {categoryTitle(task.policy, task.category)}
        </span>
        <span className="task-policy">{task.gist?.customer ?? policyTitle(task.policy)}</span>
        <WhoElse no={task.no} isShort />
        {task.gist?.text !== undefined && <span className="task-gist">{task.gist.text}</span>}
      </Link>
    </li>
  );
}
