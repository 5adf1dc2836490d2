import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { complaintQuery } from '../../client/queries';
import { CaseHead } from '../../parts/case-head';
import { NotePresence, WhoElse } from '../../presence/present';
import { Failure, Loading } from '../../parts/states';
import { useSay } from '../../words/language';
import { W } from './words';

/** The case of a task, as far as one needs it to act. */
export function CaseBrief({ no }: { no: string }): ReactNode {
  const say = useSay();
  const { data, error, refetch } = useQuery(complaintQuery(no));
  if (data === undefined)
    return error === null ? <Loading lines={4} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="case-brief">
      <NotePresence no={no} />
      <CaseHead detail={data} level={2}>
        <Link to="/complaints/$no" params={{ no }} search={{}} className="whole">
          {say(W.whole)}
        </Link>
      </CaseHead>
      <WhoElse no={no} />
    </div>
  );
}
