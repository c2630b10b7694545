import { revisionChange } from "../../extract/revision-change.ts";
import type { Article } from "../../model/article.ts";
import { cleanLine } from "../clean.ts";
import type { Cli, SharedOptions } from "../command.ts";
import { withApp } from "../context.ts";
import { CliProblem, EXIT } from "../exit.ts";
import { findEntry } from "../journey.ts";
import { many } from "../say.ts";
import { iso, isoSeconds } from "../times.ts";
import { diffLines } from "./diff-text.ts";

export interface DiffOptions extends SharedOptions {
  from?: number;
  to?: number;
}

/** `articles diff`: what changed between two revisions; the last two unless told otherwise. */
export async function diff(cli: Cli, idOrUrl: string, options: DiffOptions): Promise<void> {
  await withApp(cli, options, {}, async (app) => {
    const { id } = await findEntry(app, idOrUrl);
    const revisions = await app.store.revisions(id);
    const newest = revisions.at(-1);
    if (!newest) throw new CliProblem(`${id} has no article; its way: samestory trace ${id}`);
    const one = (revision: number, name: string): Article => {
      const found = revisions.find((article) => article.revision === revision);
      if (found) return found;
      const [first] = revisions;
      const has = `${many(revisions.length, "revision")}, ${first?.revision} to ${newest.revision}`;
      throw new CliProblem(`${id} has no revision ${revision} (${name}); it has ${has}`, EXIT.usage);
    };
    if (revisions.length === 1 && options.from === undefined && options.to === undefined) {
      if (options.json) return cli.out.json({ id, from: newest.revision, to: newest.revision, ...nothing });
      return cli.out.note(`${id} has one revision; look for changes with: samestory rerun fetch --ids ${id}`);
    }
    const to = one(options.to ?? newest.revision, "--to");
    const from = one(options.from ?? Math.max(to.revision - 1, 1), "--from");
    const change = revisionChange(from, to, to === newest ? await app.store.removals(id) : []);
    if (options.json) {
      const moments = { from_at: iso(from.extractedAt), to_at: iso(to.extractedAt) };
      const { class: weightiest, classes, summary, title, changes } = change ?? nothing;
      const told = { class: weightiest, classes, summary, title };
      const rows = changes.map(({ at, removed, added }) => ({
        at,
        removed: removed.join(" "),
        added: added.join(" "),
      }));
      return cli.out.json({ id, from: from.revision, to: to.revision, ...moments, ...told, changes: rows });
    }
    await cli.out.heading(cleanLine(to.title));
    await cli.out.lines(
      to.url,
      `revision ${from.revision} (${isoSeconds(from.extractedAt)}) to ${to.revision} (${isoSeconds(to.extractedAt)})`,
      ...(change ? diffLines(change, to.text, cli.out.width) : ["no difference"]),
    );
  });
}

const nothing = { class: null, classes: [], summary: "", title: null, changes: [] };
