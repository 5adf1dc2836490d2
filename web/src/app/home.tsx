import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../client/session';
import { localInput } from '../words/format';

/** Where somebody's work begins: who oversees reads, administrators open no case, and everybody else has tasks. */
export function Home(): ReactNode {
  const { can } = useMe();
  if (can.audit && !can.act) return <Navigate to="/audit" search={{}} replace />;
  if (can.manage) return <Navigate to="/dashboard" search={{}} replace />;
  if (can.administer) return <Navigate to="/admin" search={{}} replace />;
  return <Navigate to="/tasks" search={{}} replace />;
}

/** Penalties of the month that is under way. */
export function PenaltiesNow(): ReactNode {
  const month = localInput(new Date().toISOString()).slice(0, 7);
  return <Navigate to="/penalties/$month" params={{ month }} search={{}} replace />;
}
