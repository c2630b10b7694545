import type { Blocks } from "./blocks.ts";
import { massIn } from "./blocks.ts";
import type { Body } from "./body.ts";
import { commonAncestor } from "./body.ts";
import { readLine, readValue } from "./page-dates.ts";
import type { Regions } from "./regions.ts";
import { namesMatch, parseSelector, type Selector } from "./selector.ts";
import type { Element, Tree } from "./tree.ts";
import { textOf } from "./tree.ts";

/** What an operator says about the pages of one host, for the few sites where the rules of the trade fail. */
export interface HostRule {
  /** The host, its subdomains included. */
  host: string;
  /** `select` names the body, `drop` what is never part of it, `date` the place of the publication date. */
  does: "select" | "drop" | "date";
  selector: Selector;
}

/**
 * A rule as it is written in the settings, or null for a text that is none.
 *
 * @example parseHostRule("news.example drop .promo-box") // { host: "news.example", does: "drop", … }
 */
export function parseHostRule(text: string): HostRule | null {
  const match = /^\s*([a-z0-9.-]{3,253})\s+(select|drop|date)\s+(\S.*)$/i.exec(text);
  const selector = match && parseSelector(match[3]!.trim());
  if (!match || !selector) return null;
  return { host: match[1]!.toLowerCase(), does: match[2]!.toLowerCase() as HostRule["does"], selector };
}

/** The rules for the host of an address. */
export function rulesFor(rules: readonly string[], url: string): HostRule[] {
  if (rules.length === 0) return [];
  const host = URL.parse(url)?.hostname ?? "";
  return rules
    .map(parseHostRule)
    .filter((rule) => rule !== null)
    .filter((rule) => host === rule.host || host.endsWith(`.${rule.host}`));
}

const found = (tree: Tree, rules: readonly HostRule[], does: HostRule["does"]): Element[] => {
  const wanted = rules.filter((rule) => rule.does === does);
  return wanted.length === 0
    ? []
    : tree.elements.filter((element) => wanted.some(({ selector }) => namesMatch(element, selector)));
};

/** Marks what the rules drop, whatever it is called and however much text it holds. */
export function markDropped(tree: Tree, regions: Regions, rules: readonly HostRule[]): void {
  for (const element of found(tree, rules, "drop")) {
    regions.own[element.index] = "ruled-out";
    for (let i = element.index; i <= element.last; i++) regions.nearest[i] = element.index;
  }
}

/** The body that the rules select; null where they select none on this page. */
export function selectedBody(tree: Tree, blocks: Blocks, rules: readonly HostRule[]): Body | null {
  const parts = found(tree, rules, "select").filter(
    (element) => blocks.to[element.index]! > blocks.from[element.index]!,
  );
  if (parts.length === 0) return null;
  const outer = parts.filter((part) => !parts.some((other) => other.index < part.index && other.last >= part.index));
  const container = commonAncestor(outer);
  const whole = Math.max(1, blocks.mass[blocks.list.length]!);
  return { container, claimed: outer, strategy: "host-rule", share: massIn(blocks, container) / whole };
}

/** The date at the place that the rules name, in milliseconds; null where none is read there. */
export function ruledDate(tree: Tree, rules: readonly HostRule[]): number | null {
  for (const element of found(tree, rules, "date")) {
    const { datetime, content } = element.attributes;
    const read = readValue(datetime) ?? readValue(content) ?? readLine(textOf(element, 200));
    if (read !== null) return read.at;
  }
  return null;
}

/** What a date given by a rule says in an article's metadata. */
export const datedByRule = (at: number) => ({
  publishedAt: at,
  publishedDay: new Date(at).toISOString().slice(0, 10),
  dateFoundIn: "host-rule",
  dateTrust: 1,
});
