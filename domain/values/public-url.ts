import { personalAddress } from './personal-address';

/** The address by which customers reach an installation, without path, query and slash at its end. */
export const publicUrl = personalAddress()
  .refine((url) => new URL(url).search === '' && new URL(url).hash === '', { error: 'without "?" and "#"' })
  .refine((url) => new URL(url).pathname === '/', { error: 'without a path' })
  .transform((url) => url.replace(/\/+$/, ''));
