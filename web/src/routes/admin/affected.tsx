import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure, Loading } from '../../parts/states';
import { Due } from '../../parts/time';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { timeOf } from '../../words/format';
import { useList, useSay } from '../../words/language';
import { effectsQuery } from './admin-data';
import type { Effects } from './admin-data';
import { W } from './words';

/** Which change it is: that decides who is affected. */
export type Kind = 'leaves' | 'posts' | 'away' | 'session' | 'nobody';

function sentencesFor(kind: Kind, { assigned, open, sessions, substituteOf }: Effects): Bilingual[] {
  const isOut = kind === 'leaves' || kind === 'session';
  return [
    ...(isOut && sessions > 0 ? [both(`${sessions} 个登录会话将结束。`, `${sessions} sessions end.`)] : []),
    ...(kind === 'leaves' && assigned > 0
      ? [
          both(
            `${assigned} 项待办仍指定给此人，请主管改派。`,
            `${assigned} open tasks stay with this person by name. Have a manager reassign them.`,
          ),
        ]
      : []),
    ...(kind === 'posts' && assigned > 0
      ? [
          both(
            `${assigned} 项待办已指定给此人。更改角色、部门或单位后，可能无权办理，须由主管改派。`,
            `${assigned} open tasks are given to this person by name. Without the role, department or place they may be refused, and a manager has to reassign them.`,
          ),
        ]
      : []),
    ...(kind === 'away' && assigned + open > 0
      ? [
          both(
            `期间由代理人办理其待办：现有指定待办 ${assigned} 项、岗位待办 ${open} 项。`,
            `Meanwhile the substitute acts for this person: ${assigned} tasks given by name and ${open} of the post wait now.`,
          ),
        ]
      : []),
    ...((kind === 'leaves' || kind === 'posts') && open > 0
      ? [both(`此人可办的岗位待办：${open} 项。`, `Open to this person’s post: ${open} tasks.`)]
      : []),
    ...(kind !== 'session' && kind !== 'nobody' && substituteOf.length > 0
      ? [
          both(
            '此人是下列缺勤的代理人；本人离职或缺勤时，无人代理。',
            'This person is the substitute in the absences below. Nobody stands in there while this person is away or has left.',
          ),
        ]
      : []),
  ];
}

/** Who and what a change touches, said before it is sent. */
export function Affected({ id, kind }: { id: string; kind: Kind }): ReactNode {
  const say = useSay();
  const list = useList();
  const { data, error, refetch } = useQuery(effectsQuery(id));
  if (kind === 'nobody') return null;
  if (data === undefined)
    return error === null ? (
      <Loading lines={2} height={20} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  const sentences = sentencesFor(kind, data);
  const vacant = kind === 'leaves' || kind === 'posts' || kind === 'away' ? data.onlyHolderOf : [];
  const isPerson = kind !== 'session';
  const nobody = both('没有待办或其他人受影响。', 'No open task and nobody else is affected.');
  return (
    <section className="affected" aria-label={say(W.affected)}>
      <h3>{say(W.affected)}</h3>
      {sentences.length === 0 && vacant.length === 0 && <p>{say(nobody)}</p>}
      {sentences.map((sentence) => (
        <p key={sentence.en}>{say(sentence)}</p>
      ))}
      {vacant.length > 0 && (
        <p className="warning">
          <span aria-hidden="true">▲ </span>
          {say(both('只有此人担任：', 'Nobody else holds: '))}
          {list(vacant.map(({ title }) => say(title)))}
          {say(both('。', '.'))}
        </p>
      )}
      {isPerson && data.tasks.length > 0 && (
        <ul>
          {data.tasks.map((task) => (
            <li key={`${task.no} ${task.title.en}`}>
              <span className="no">{task.no}</span> {say(task.title)} <Due at={task.dueAt} />
            </li>
          ))}
          {data.assigned > data.tasks.length && (
            <li className="muted">{say(both(`共 ${data.assigned} 项`, `${data.assigned} in all`))}</li>
          )}
        </ul>
      )}
      {isPerson && data.substituteOf.length > 0 && (
        <ul>
          {data.substituteOf.map(({ id: whom, name, from, to }) => (
            <li key={`${whom} ${from}`}>
              {say(
                both(
                  `代理 ${name}：${timeOf(from, 'zh')} 至 ${timeOf(to, 'zh')}`,
                  `Stands in for ${name}: ${timeOf(from, 'en')} to ${timeOf(to, 'en')}`,
                ),
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
