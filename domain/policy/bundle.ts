import type { WorkCalendar } from '../time/calendar.schema';
import type { TextPart } from '../channels/channels';
import type { DecisionTable } from '../rules/decision-table';
import type { ReportDefinition } from '../reports/definition';
import type { Bilingual } from '../values/text';
import type { CompiledPolicy } from './compiled';
import type { Documents } from './documents';
import type { WebIntake } from './web-intake';
import type { Deductions } from '../rules/policy/schema';

/** Beside subject and body, what channels say instead of the body that have a text of their own. */
type TemplateText = { subject: string; body: string } & Partial<Record<TextPart, string | undefined>>;

/** A message to customers or staff, in both languages; `{{name}}` stands for a value. */
export interface Template {
  zh: TemplateText;
  en: TemplateText;
}

/** A field that the policy asks for at intake beyond the common ones. */
export interface IntakeField {
  title: Bilingual;
  type: 'string' | 'number' | 'boolean';
  required: boolean;
  help?: Bilingual | undefined;
}

/**
 * Everything a policy consists of, as published: immutable, known by the hash of its canonical text. Cases carry
 * `policy` and the hash; tables, calendar and templates are looked up by it in (local) activities.
 */
export interface PolicyBundle {
  hash: string;
  policy: CompiledPolicy;
  tables: Record<string, DecisionTable>;
  calendar: WorkCalendar;
  templates: Record<string, Template>;
  intake: {
    /** Common intake fields that must be given, as paths (`complainant.phone`). */
    required: string[];
    fields: Record<string, IntakeField>;
    /** How customers lodge a complaint by themselves; absent where they don't. */
    web?: WebIntake | undefined;
  };
  /** How its printed documents look; absent where it says nothing of them. */
  documents?: Documents | undefined;
  /** Regular reports, by name; absent in policies without any. */
  reports?: Record<string, ReportDefinition> | undefined;
  /** Where the procedure is described, and values that law sets with source and date. */
  source: string;
  /** How far penalties may be deducted from pay; absent in policies that say nothing of it. */
  deductions?: Deductions | undefined;
  law: { what: string; source: string; date: string; jurisdiction: string }[];
}
