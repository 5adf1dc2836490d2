import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useMe } from '../../client/session';
import { useList, useSay } from '../../words/language';
import { Display } from './display';
import { OwnAbsences } from './own-absences';
import { OwnSessions } from './own-sessions';
import { Password } from './password';
import { W } from './words';

/** What one decides for oneself: language, password, sessions, and when one is away. */
export function MePage(): ReactNode {
  const say = useSay();
  const list = useList();
  const me = useMe();
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);
  return (
    <div className="me-page">
      <header className="page-head">
        <h1>{say(W.title)}</h1>
        <p className="muted">
          {me.name} · {list(Object.values(me.roleTitles).map(say))}
        </p>
      </header>
      {me.for === undefined && me.can.act && <OwnAbsences />}
      <Display />
      <Password />
      <OwnSessions />
    </div>
  );
}
