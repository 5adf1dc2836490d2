import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../client/session';

/** Where whoever opens the console begins: administrators open no case, so theirs is the administration. */
export function Home(): ReactNode {
  const { can } = useMe();
  return can.administer ? <Navigate to="/admin" search={{}} replace /> : <Navigate to="/tasks" search={{}} replace />;
}
