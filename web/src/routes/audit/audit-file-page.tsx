import '../../oversight.css';
import { Tabs } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { kindOf } from '../../client/audit';
import { useMe } from '../../client/session';
import { Gate } from '../../parts/gate';
import { useSay } from '../../words/language';
import { AccessList } from './access-list';
import { AuditStory } from './audit-story';
import { Verify } from './verify';
import { W } from './words';

const route = getRouteApi('/audit/$no');

/** One file as an auditor reads it: proved, told with every rule, and who else has read it. Nothing can be done to it here. */
export function AuditFilePage(): ReactNode {
  const { can } = useMe();
  const { no } = route.useParams();
  return (
    <Gate isOpen={can.audit}>
      <AuditedFile no={no} />
    </Gate>
  );
}

function AuditedFile({ no }: { no: string }): ReactNode {
  const say = useSay();
  const { tab = 'story' } = route.useSearch();
  const navigate = useNavigate({ from: '/audit/$no' });
  useEffect(() => {
    document.title = `${no} · Redress`;
  }, [no]);
  return (
    <div className="audit-page">
      <header className="page-head">
        <h1>
          {say(W.title)} <span className="no">{no}</span>
        </h1>
        {kindOf(no) === 'complaint' && (
          <Link to="/complaints/$no" params={{ no }} search={{}} className="whole">
            {say(W.whole)}
          </Link>
        )}
      </header>
      <Verify key={no} no={no} />
      <Tabs
        value={tab}
        onChange={(next) => void navigate({ search: next === 'access' ? { tab: next } : {}, replace: true })}
        keepMounted={false}
      >
        <Tabs.List aria-label={say(W.parts)}>
          <Tabs.Tab value="story">{say(W.story)}</Tabs.Tab>
          <Tabs.Tab value="access">{say(W.access)}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="story">
          <AuditStory no={no} />
        </Tabs.Panel>
        <Tabs.Panel value="access">
          <AccessList no={no} shown="everything" />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
