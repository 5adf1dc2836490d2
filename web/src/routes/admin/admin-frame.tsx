import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useMe } from '../../client/session';
import { Empty } from '../../parts/states';
import { useSay } from '../../words/language';
import { W } from './words';

const PARTS = [
  ['/admin', 'staff'],
  ['/admin/absences', 'absences'],
  ['/admin/places', 'places'],
  ['/admin/changes', 'changes'],
  ['/admin/health', 'health'],
] as const;

/** The parts of the administration around one of them; whoever is no administrator is told so, and asks for nothing. */
export function AdminFrame({
  part,
  children,
}: {
  part: (typeof PARTS)[number][1];
  /** Called for administrators alone: nothing of it is asked for by others. */
  children: () => ReactNode;
}): ReactNode {
  const say = useSay();
  const me = useMe();
  useEffect(() => {
    document.title = `${say(W[part])} · Redress`;
  }, [say, part]);
  if (!me.can.administer)
    return (
      <Empty title={W.notFor}>
        <p>{say(W.notForNext)}</p>
      </Empty>
    );
  return (
    <div className="admin-page">
      <header className="page-head">
        <h1>{say(W.title)}</h1>
        <nav className="tabs" aria-label={say(W.parts)}>
          {PARTS.map(([to, name]) => (
            <Link
              key={to}
              to={to}
              search={{}}
              className="tab"
              activeOptions={{ exact: true }}
              {...(name === part ? { 'aria-current': 'page' } : {})}
            >
              {say(W[name])}
            </Link>
          ))}
        </nav>
      </header>
      {children()}
    </div>
  );
}
