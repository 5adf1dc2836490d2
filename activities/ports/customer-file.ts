/** What is known of a customer in the organisation's own file, as far as it is held against a complaint. */
export interface CustomerRecord {
  name?: string | undefined;
  phone?: string | undefined;
  /** Account, contract or plate: what the policy asks for as `complainant.account`. */
  account?: string | undefined;
  product?: string | undefined;
}

/** The customer file of the house (a dealer's system, a billing system): asked, never written to. */
export interface CustomerFile {
  /**
   * The customer whom this describes best, by account, else by phone; undefined where there is none.
   * Throws what is worth another attempt.
   */
  find(said: CustomerRecord): Promise<CustomerRecord | undefined>;
}
