/** What sites' pages have in common. */
export interface SiteMemoryStore {
  /** Under a name (a host, a share of the comments), as `changeSiteMemory` left it; null when there is nothing. */
  siteMemory(name: string): Promise<string | null>;
  /**
   * Replaces what is kept under a name by what `change` makes of it, alone with it; `change` may be called again. Names
   * not touched since `forgetBefore` may be forgotten. A power cut may forget the last changes.
   */
  changeSiteMemory(
    name: string,
    now: number,
    forgetBefore: number,
    change: (before: string | null) => string,
  ): Promise<void>;
}
