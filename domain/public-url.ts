import { z } from 'zod';

/**
 * The address by which customers reach an installation: what they read and write there is personal, so that it is https,
 * or this machine for trying out. Without query and slash at its end.
 */
export const publicUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((url) => new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname), {
    error: 'https, or http on this machine alone',
  })
  .refine((url) => new URL(url).search === '' && new URL(url).hash === '', { error: 'without "?" and "#"' })
  .refine((url) => new URL(url).pathname === '/', { error: 'without a path' })
  .transform((url) => url.replace(/\/+$/, ''));

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
