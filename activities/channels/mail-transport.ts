export interface Mail {
  key: string;
  /** Complaint number; absent for what is about no single complaint. */
  no?: string;
  /** With its angle brackets. */
  messageId: string;
  from: string;
  to: { address: string; name?: string };
  subject: string;
  text: string;
}

/** `code` is the reply of the mail server, without its words, which may hold the address. */
export type Receipt = { taken: true } | { taken: false; code?: number };

/** Where mails go. */
export interface MailTransport {
  /** Throws what may be over in a while (server down, mailbox busy); what is final is an answer. */
  deliver(mail: Mail): Promise<Receipt>;
}
