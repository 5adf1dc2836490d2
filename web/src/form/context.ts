import { createContext, use } from 'react';
import type { Bilingual } from '../words/both';
import type { ToGive } from '../client/staff';
import type { FieldFaults } from './check';
import type { Option, Path, Schema } from './schema';

export interface Titled {
  title: Bilingual;
  help?: Bilingual | undefined;
}

/** A remedy that may be proposed, with the schema of its parameters. */
export interface Remedy extends Titled {
  kind: string;
  schema: Record<string, unknown>;
}

/** What a form knows of the case around it. */
export interface FormWorld {
  /** Titles of fields as the server gives them, by name. */
  titles: Readonly<Record<string, Titled>>;
  /** What can be chosen in a field, where the case or its policy say so. */
  optionsOf: (name: string) => readonly Option[] | undefined;
  remedies: readonly Remedy[];
  /** The complaint to which files are uploaded; without, none can be. */
  filesTo?: string | undefined;
  /** Where times are read and written. */
  zone: string;
  faults: FieldFaults;
  /** The task that would be given to whoever is named. */
  toGive?: ToGive | undefined;
  /** Nothing can be changed: it was sent, and its fate is unknown. */
  isLocked: boolean;
}

const World = createContext<FormWorld | undefined>(undefined);
export const FormWorldProvider = World.Provider;

export function useFormWorld(): FormWorld {
  const world = use(World);
  if (world === undefined) throw new Error('a field outside of a form');
  return world;
}

/** One field: where it stands, what it may hold, what it holds. */
export interface FieldProps {
  path: Path;
  schema: Schema;
  value: unknown;
  isRequired: boolean;
  onChange: (value: unknown) => void;
}
