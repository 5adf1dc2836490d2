import { z } from 'zod';
import { personalAddress } from '../../domain/values/personal-address';

/** Who moves money or sends messages for us: what is told them is personal, and their answers are not signed. */
export const gatewayUrl = personalAddress();

/** Known to both sides, for the signature. */
export const gatewaySecret = z.string().min(16);
