import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Complaint } from '../../client/queries';
import type { Bilingual } from '../../words/both';
import { Empty } from '../../parts/states';
import { useSay } from '../../words/language';
import { W } from './words';

/** Cases that this one has to do with. */
export function Related({ detail }: { detail: Complaint }): ReactNode {
  const say = useSay();
  const found: [Bilingual, string][] = [
    ...(detail.mergedInto === undefined ? [] : [[W.mergedInto, detail.mergedInto] as [Bilingual, string]]),
    ...detail.absorbed.flatMap(({ no }): [Bilingual, string][] => (typeof no === 'string' ? [[W.absorbed, no]] : [])),
  ];
  const { incident } = detail;
  if (found.length === 0 && incident === undefined) return <Empty title={W.noRelated} />;
  return (
    <ul className="related">
      {incident !== undefined && (
        <li>
          {say(W.incident)}{' '}
          <Link to="/incidents/$no" params={{ no: incident }}>
            {incident}
          </Link>
        </li>
      )}
      {found.map(([how, no]) => (
        <li key={no}>
          {say(how)}{' '}
          <Link to="/complaints/$no" params={{ no }} search={{}}>
            {no}
          </Link>
        </li>
      ))}
    </ul>
  );
}
