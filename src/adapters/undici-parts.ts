import { createRequire } from "node:module";
import type * as Undici from "undici";

const require = createRequire(import.meta.url);

/** Of undici what is used. All of it, with `fetch`, web sockets, caches and mocks, takes 3 MB more. */
export const Client: typeof Undici.Client = require("undici/lib/dispatcher/client.js");
export const errors: typeof Undici.errors = require("undici/lib/core/errors.js");

// As its index does.
Object.assign(require("undici/lib/dispatcher/dispatcher.js").prototype, require("undici/lib/api/index.js"));
