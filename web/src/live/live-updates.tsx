import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { caseKey } from '../client/queries';
import { tellSignedOut, useMe } from '../client/session';
import { forgetPresent, notePresent } from '../presence/state';
import { noteStream } from './state';
import { listen } from './stream';
import type { Told } from './stream';

/** Keeps what is shown as it stands: what changes is asked for again, and nothing else. */
export function LiveUpdates(): ReactNode {
  const client = useQueryClient();
  const { id } = useMe();
  useEffect(() => {
    const invalidate = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
    const onTold = (told: Told) => {
      if (told.event === 'case') invalidate(caseKey(told.no));
      if (told.event === 'task') {
        invalidate(caseKey(told.no));
        invalidate(['tasks']);
      }
      if (told.event === 'counts') invalidate(['tasks']);
      if (told.event === 'presence') notePresent(told.no, told.people);
      if (told.event !== 'notice') return;
      // A stream that begins tells who is there.
      if (told.what === 'open' || told.what === 'reread') forgetPresent();
      if (told.what === 'signedOut') tellSignedOut(true);
      if (told.what === 'reread') invalidate([]);
      if (told.what === 'me') invalidate(['me']);
    };
    return listen(id, { onTold, onState: noteStream });
  }, [client, id]);
  return null;
}
