import type { Connection } from 'mongoose';
import { ArchivedRuns } from './archived-runs';
import { Audit } from './audit';
import { Bundles } from './bundles';
import { CaseStates } from './case-states';
import { Counters } from './counters';
import { Directory } from './directory';
import { EventStore } from './events';
import { IntakeKeys } from './intake-keys';
import { PayBases } from './pay-bases';
import { PastCases } from './past-cases';
import { PenaltyLedger } from './penalty-ledger';
import { PenaltyStatements } from './penalty-statements';
import { Policies } from './policies';
import { Register } from './register';
import { RemedyLedger } from './remedy-ledger';
import { Reports } from './reports';
import type { SearchKeys } from './search-texts';
import { Staff } from './staff';
import { SupplierClaims } from './supplier-claims';
import { TaskList } from './tasks';

/** Everything that is kept in MongoDB, on one connection. */
export interface Models {
  events: EventStore;
  register: Register;
  tasks: TaskList;
  counters: Counters;
  pastCases: PastCases;
  reports: Reports;
  audit: Audit;
  remedies: RemedyLedger;
  penalties: PenaltyLedger;
  payBases: PayBases;
  penaltyStatements: PenaltyStatements;
  supplierClaims: SupplierClaims;
  staff: Staff;
  /** Not started: whoever needs it starts and stops it. */
  directory: Directory;
  policies: Policies;
  bundles: Bundles;
  intakeKeys: IntakeKeys;
  archivedRuns: ArchivedRuns;
  /** Makes the indexes that are missing. Needs the server up; worker and API may both do it at once. */
  ensureIndexes: () => Promise<void>;
}

export function openModels(connection: Connection, keys: SearchKeys): Models {
  const events = new EventStore(connection);
  const remedies = new RemedyLedger(connection);
  const penalties = new PenaltyLedger(connection);
  const payBases = new PayBases(connection);
  const penaltyStatements = new PenaltyStatements(connection);
  const supplierClaims = new SupplierClaims(connection);
  const staff = new Staff(connection);
  const policies = new Policies(connection);
  const bundles = new Bundles(policies);
  const counters = new Counters(connection, { bundles });
  const pastCases = new PastCases(connection, keys);
  const onChange = (no: string): void => counters.notice(no);
  const register = new Register(connection, { events, states: new CaseStates(events), pastCases, onChange, ...keys });
  const reports = new Reports(connection);
  const archivedRuns = new ArchivedRuns(connection);
  const accounts = { penalties, payBases, penaltyStatements, supplierClaims };
  return {
    ...{ events, register, counters, pastCases, reports, remedies, staff, policies, bundles, archivedRuns },
    ...accounts,
    tasks: new TaskList(connection),
    audit: new Audit({ events, register }),
    directory: new Directory(staff),
    intakeKeys: new IntakeKeys(connection),
    ensureIndexes: async () => {
      const kept = [events, register, counters, reports, remedies, ...Object.values(accounts), policies, archivedRuns];
      for (const one of kept) await one.ensureIndexes();
    },
  };
}
