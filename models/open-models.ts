import type { Connection } from 'mongoose';
import { INCIDENT } from '../domain/incident';
import type { IncidentState } from '../domain/incident/state';
import { ArchivedRuns } from './archived-runs';
import { Audit } from './audit';
import { Bundles } from './bundles';
import { CaseStates } from './case-states';
import { ContactLists } from './contact-lists';
import { Directory } from './directory';
import { EventStore } from './events';
import { IntakeKeys } from './intake-keys';
import { LikenessCounts } from './likeness';
import { PenaltyLedger } from './penalty-ledger';
import { Policies } from './policies';
import { Proceedings } from './proceedings';
import { ReadModels } from './read-models';
import { Register } from './register';
import { RemedyLedger } from './remedy-ledger';
import type { SearchKeys } from './search-texts';
import { Staff } from './staff';
import { TaskList } from './tasks';

/** Everything that is kept in MongoDB, on one connection. */
export interface Models {
  events: EventStore;
  register: Register;
  tasks: TaskList;
  audit: Audit;
  remedies: RemedyLedger;
  penalties: PenaltyLedger;
  staff: Staff;
  /** Not started: whoever needs it starts and stops it. */
  directory: Directory;
  policies: Policies;
  bundles: Bundles;
  intakeKeys: IntakeKeys;
  archivedRuns: ArchivedRuns;
  incidents: Proceedings<IncidentState>;
  likeness: LikenessCounts;
  contacts: ContactLists;
  /** By which sealed words and contacts are known again. */
  searchKeys: SearchKeys;
  /** Register and proceedings together, as the journal and the rebuild write them. */
  readModels: ReadModels;
  /** Makes the indexes that are missing. Needs the server up; worker and API may both do it at once. */
  ensureIndexes: () => Promise<void>;
}

export function openModels(connection: Connection, keys: SearchKeys): Models {
  const events = new EventStore(connection);
  const register = new Register(connection, { events, states: new CaseStates(events), ...keys });
  const remedies = new RemedyLedger(connection);
  const penalties = new PenaltyLedger(connection);
  const staff = new Staff(connection);
  const policies = new Policies(connection);
  const archivedRuns = new ArchivedRuns(connection);
  const incidents = new Proceedings(connection, { events, kind: INCIDENT });
  const likeness = new LikenessCounts(connection);
  const contacts = new ContactLists(connection);
  return {
    ...{ searchKeys: keys, incidents, likeness, contacts, readModels: new ReadModels({ register, incidents }) },
    ...{ events, register, remedies, penalties, staff, policies, archivedRuns },
    tasks: new TaskList(connection),
    audit: new Audit({ events, register }),
    directory: new Directory(staff),
    bundles: new Bundles(policies),
    intakeKeys: new IntakeKeys(connection),
    ensureIndexes: async () => {
      for (const kept of [events, register, remedies, penalties, policies, archivedRuns, incidents, likeness, contacts])
        await kept.ensureIndexes();
    },
  };
}
