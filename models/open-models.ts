import type { Connection } from 'mongoose';
import { CORRECTIVE_ACTION } from '../domain/linked-cases/corrective-action';
import type { CorrectiveActionState } from '../domain/linked-cases/corrective-action/state';
import { INCIDENT } from '../domain/linked-cases/incident';
import type { IncidentState } from '../domain/linked-cases/incident/state';
import { AccessRecord } from './access-record';
import { ArchivedRuns } from './archived-runs';
import { Attachments } from './attachments';
import { Audit } from './audit';
import { buildIndexes } from './build-indexes';
import type { IndexProgress } from './build-indexes';
import { Bundles } from './bundles';
import { Changes } from './changes';
import { CaseFindings } from './case-findings';
import { CaseStates } from './case-states';
import { Confidentiality } from './confidentiality';
import { ContactLists } from './contact-lists';
import { Counters } from './counters';
import { CustomerLinks } from './customer-links';
import { Directory } from './directory';
import { Drafts } from './drafts';
import { EventStore } from './events';
import { IntakeKeys } from './intake-keys';
import { KnownAddresses } from './known-addresses';
import { LikenessCounts } from './likeness';
import { NOBODY_IS_TOLD } from './note-work';
import type { NoteWork } from './note-work';
import { PayBases } from './pay-bases';
import { PastCases } from './past-cases';
import { PenaltyLedger } from './penalty-ledger';
import { PenaltyStatements } from './penalty-statements';
import { Places } from './places';
import { Policies } from './policies';
import { PreferencesKept } from './preferences';
import { Presences } from './presences';
import { ProcessReports } from './process-reports';
import { Proceedings } from './proceedings';
import { ReadModels } from './read-models';
import { Receipts } from './receipts';
import { Register } from './register';
import { RemedyLedger } from './remedy-ledger';
import { Marks } from './marks';
import { Reports } from './reports';
import { SavedViews } from './saved-views';
import type { SearchKeys } from './search-texts';
import { SessionRows } from './sessions';
import { Staff } from './staff';
import { StandingFiles } from './standing-files';
import { StandInsTold } from './stand-ins-told';
import { SupplierClaims } from './supplier-claims';
import { TaskList } from './tasks';

/** Everything that is kept in MongoDB, on one connection. */
export interface Models {
  events: EventStore;
  register: Register;
  tasks: TaskList;
  /** Which files have changed, for those who watch. */
  changes: Changes;
  standingFiles: StandingFiles;
  counters: Counters;
  pastCases: PastCases;
  confidentiality: Confidentiality;
  marks: Marks;
  reports: Reports;
  audit: Audit;
  remedies: RemedyLedger;
  penalties: PenaltyLedger;
  payBases: PayBases;
  penaltyStatements: PenaltyStatements;
  supplierClaims: SupplierClaims;
  staff: Staff;
  places: Places;
  sessions: SessionRows;
  knownAddresses: KnownAddresses;
  preferences: PreferencesKept;
  drafts: Drafts;
  presences: Presences;
  savedViews: SavedViews;
  customerLinks: CustomerLinks;
  /** Files of cases: photos, receipts, documents. */
  attachments: Attachments;
  accessRecord: AccessRecord;
  standInsTold: StandInsTold;
  /** Not started: whoever needs it starts and stops it. */
  directory: Directory;
  policies: Policies;
  bundles: Bundles;
  intakeKeys: IntakeKeys;
  receipts: Receipts;
  archivedRuns: ArchivedRuns;
  processReports: ProcessReports;
  /** What the watchman has found. */
  findings: CaseFindings;
  incidents: Proceedings<IncidentState>;
  correctiveActions: Proceedings<CorrectiveActionState>;
  likeness: LikenessCounts;
  contacts: ContactLists;
  /** By which sealed words and contacts are known again. */
  searchKeys: SearchKeys;
  /** Register and proceedings together, as the journal and the rebuild write them. */
  readModels: ReadModels;
  /**
   * Makes the indexes that are missing, however long that takes. Needs the server up; several may do it at once.
   * @throws IndexesMissing if some can't be made; all others are
   */
  ensureIndexes: (progress?: IndexProgress) => Promise<void>;
}

/** @param note told of what is done beside everything else, and of what fails there */
export function openModels(connection: Connection, keys: SearchKeys, note: NoteWork = NOBODY_IS_TOLD): Models {
  const events = new EventStore(connection);
  const remedies = new RemedyLedger(connection);
  const penalties = new PenaltyLedger(connection);
  const payBases = new PayBases(connection);
  const penaltyStatements = new PenaltyStatements(connection);
  const supplierClaims = new SupplierClaims(connection);
  const staff = new Staff(connection, note);
  const places = new Places(connection);
  const sessions = new SessionRows(connection);
  const accessRecord = new AccessRecord(connection, { note });
  const policies = new Policies(connection);
  const bundles = new Bundles(policies);
  const counters = new Counters(connection, { bundles });
  const confidentiality = new Confidentiality(policies, bundles);
  const pastCases = new PastCases(connection, keys, confidentiality);
  const onChange = (no: string): void => counters.notice(no);
  const register = new Register(connection, { events, states: new CaseStates(events), pastCases, onChange, ...keys });
  const reports = new Reports(connection, places);
  const changes = new Changes(connection);
  const drafts = new Drafts(connection);
  const receipts = new Receipts(connection);
  const archivedRuns = new ArchivedRuns(connection);
  const incidents = new Proceedings(connection, { events, kind: INCIDENT });
  const correctiveActions = new Proceedings(connection, { events, kind: CORRECTIVE_ACTION });
  const likeness = new LikenessCounts(connection);
  const contacts = new ContactLists(connection);
  const accounts = { penalties, payBases, penaltyStatements, supplierClaims };
  const beside = { incidents, correctiveActions, likeness, contacts };
  return {
    ...{
      confidentiality,
      events,
      register,
      counters,
      pastCases,
      marks: new Marks(connection),
      reports,
      remedies,
      staff,
      places,
      policies,
      bundles,
      archivedRuns,
    },
    ...{ sessions, accessRecord, knownAddresses: new KnownAddresses(connection) },
    preferences: new PreferencesKept(connection),
    ...{ drafts, presences: new Presences(connection), savedViews: new SavedViews(connection) },
    customerLinks: new CustomerLinks(connection, keys.vault),
    attachments: new Attachments(connection, keys.vault),
    ...accounts,
    ...beside,
    ...{ searchKeys: keys, readModels: new ReadModels({ register, incidents, correctiveActions, changes }) },
    ...{ tasks: new TaskList(connection, keys), changes, standingFiles: new StandingFiles(connection) },
    standInsTold: new StandInsTold(connection),
    audit: new Audit({ events, register, beside: { incident: incidents, correctiveAction: correctiveActions } }),
    directory: new Directory(staff, { places, note }),
    ...{ intakeKeys: new IntakeKeys(connection), findings: new CaseFindings(connection) },
    receipts,
    processReports: new ProcessReports(connection),
    ensureIndexes: (progress) => buildIndexes(connection, progress),
  };
}
