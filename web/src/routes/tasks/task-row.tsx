import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TaskSeen } from '../../client/tasks';
import { WhoElse } from '../../presence/present';
import { useCategoryTitle, usePolicyTitle } from '../../parts/titles';
import { Due } from '../../parts/time';
import { useSay } from '../../words/language';
import { W } from './words';

/** One task in a list: what is to be done, in which case, by when. */
export function TaskRow({
  task,
  row,
  isOpen,
  onOpen,
}: {
  task: TaskSeen;
  row: string;
  isOpen: boolean;
  onOpen: () => void;
}): ReactNode {
  const say = useSay();
  const categoryTitle = useCategoryTitle();
  const policyTitle = usePolicyTitle();
  return (
    <li className="task-row" data-open={isOpen}>
      <Link
        to="/complaints/$no"
        params={{ no: task.no }}
        search={{}}
        data-row={row}
        aria-current={isOpen ? 'true' : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
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
