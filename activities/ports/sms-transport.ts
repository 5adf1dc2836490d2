export interface Sms {
  key: string;
  /** Complaint number. */
  no: string;
  /** A phone number of digits, with a leading + where it has a country code. */
  to: { number: string; name?: string };
  text: string;
}

/** `reason` is a code, without the number and without words of the other side. */
export type SmsReceipt = { delivered: true; reference: string } | { delivered: false; reason: string };

/** Where short messages go. */
export interface SmsTransport {
  /** Throws what may be over in a while (gateway down, still under way); what is final is an answer. */
  deliver(sms: Sms): Promise<SmsReceipt>;
}

/** The gateway can't be reached, asks to be tried again, or does not know yet. Carries no number. Retryable. */
export class SmsDelayed extends Error {
  override readonly name = 'SmsDelayed';
}
