/** What a paragraph of a plain text is. "heading" stands over comments, "meta" signs one: its author, date, buttons. */
export type Role = "text" | "comment" | "spam" | "meta" | "heading" | "boilerplate";

/** Whether a paragraph is a comment or belongs to one. */
export const spoken = (role: Role): boolean => role === "comment" || role === "spam" || role === "meta";
