/** What `script/server` was asked for; ports on the loopback address, but for the API's. */
export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly data: string;
  readonly temporalPort: number;
  readonly uiPort: number;
  readonly mongoPort: number;
  readonly reset: boolean;
}
