import type { Operation } from '../operation';
import { actions, possible } from './actions';
import { chain, verify } from './audit';
import { complaint } from './complaint';
import { list, register } from './complaints';
import { docs, docsFile } from './docs';
import { forecast } from './forecast';
import { health } from './health';
import { incidents } from './incidents';
import { mails } from './mails';
import { me } from './me';
import { metrics } from './metrics';
import { openApi } from './openapi';
import { policies, policy } from './policies';
import { problemKind, problemKinds } from './problem-kinds';
import { ready } from './ready';
import { session } from './session';
import { tasks } from './tasks';
import { timeline } from './timeline';

/** Everything the API can be asked. Routes, checks, documents and metrics follow from this list. */
export const OPERATIONS: readonly Operation[] = [
  session,
  me,
  register,
  list,
  complaint,
  timeline,
  forecast,
  possible,
  ...actions,
  tasks,
  ...incidents,
  policies,
  policy,
  chain,
  verify,
  mails,
  problemKinds,
  problemKind,
  openApi(() => OPERATIONS),
  docs,
  docsFile,
  health,
  ready,
  metrics,
];
