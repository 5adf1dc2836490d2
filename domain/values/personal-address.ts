import { z } from 'zod';

/** An address over which personal data goes: https, or this machine, for trying out. */
export function personalAddress() {
  return z
    .url({ protocol: /^https?$/, abort: true })
    .refine((url) => new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname), {
      error: 'https, or http on this machine only',
    });
}

/** Whether a host is this machine: by itself, or as a URL writes it. */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host);
}
