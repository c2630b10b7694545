/** What steers the health and metrics port. */
export interface WebSettings {
  host: string;
  /** 0 = none. */
  port: number;
  /** Host names (besides the loopback ones) that requests may ask for. */
  allowHosts: string[];
  /** Where people reach these pages, put into alerts as the story's address. Empty = alerts carry none. */
  publicUrl: string;
}

export const WEB_DEFAULTS: WebSettings = { host: "127.0.0.1", port: 8700, allowHosts: [], publicUrl: "" };
