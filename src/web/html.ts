/** Markup that is safe to put into a page as it is. */
export interface Html {
  html: string;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A template whose values are escaped unless they are Html themselves; arrays are joined. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  const one = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(one).join("");
    if (value && typeof value === "object" && "html" in value) return (value as Html).html;
    return String(value ?? "").replace(/[&<>"']/g, (c) => ESCAPES[c] as string);
  };
  return { html: strings.reduce((out, text, i) => out + one(values[i - 1]) + text) };
}
