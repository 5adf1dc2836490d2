import { z } from 'zod';

/** Who moves money or sends messages for us: what is told them is personal, and their answers are not signed. */
export const gatewayUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((url) => new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname), {
    error: 'https, or http on this machine only',
  });

/** Known to both sides, for the signature. */
export const gatewaySecret = z.string().min(16);

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
