import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromiumBinary } from "./chromium.ts";
import { redisBinary } from "./redis.ts";

/** The oldest PostgreSQL that the store runs on. */
const POSTGRES = 15;

/** What tests start for themselves, and Debian's package of it. */
const NEEDED: { what: string; package: string; isHere: () => boolean }[] = [
  { what: "Redis 6.2 or newer, or Valkey", package: "redis-server", isHere: () => redisBinary() !== null },
  { what: "Chromium", package: "chromium", isHere: () => chromiumBinary() !== null },
  { what: "Python 3", package: "python3", isHere: () => runs("python3", "--version") },
  { what: "OpenSSL", package: "openssl", isHere: () => runs("openssl", "version") },
  { what: `PostgreSQL ${POSTGRES} or newer`, package: "postgresql", isHere: postgresIsHere },
];

const runs = (program: string, argument: string): boolean => spawnSync(program, [argument]).status === 0;

/** Debian keeps each version's programs in a folder of its own, outside PATH. */
function postgresIsHere(): boolean {
  const folders = [...globSync("/usr/lib/postgresql/*/bin"), ...(process.env.PATH ?? "").split(delimiter)];
  return folders.some((folder) => {
    const program = join(folder, "initdb");
    if (!existsSync(program)) return false;
    const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
    return Number(/(\d+)/.exec(stdout ?? "")?.[1] ?? 0) >= POSTGRES;
  });
}

/** Run as root. The policy keeps the packages from starting services: tests start their own servers. */
const INSTALL = `
  set -e
  export DEBIAN_FRONTEND=noninteractive
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\\nexit 101\\n' > $policy
    chmod 755 $policy
  fi
  apt-get update -qq
  apt-get install -y --no-install-recommends "$@"`;

function install(packages: string[]): string | null {
  const words = ["sh", "-c", INSTALL, "install", ...packages];
  const [program = "", ...args] = process.getuid?.() === 0 ? words : ["sudo", "-n", ...words];
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? null : `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}`.trim();
}

const missing = () => NEEDED.filter(({ isHere }) => !isHere());

const lacking = missing();
if (lacking.length > 0) {
  const packages = lacking.map((need) => need.package);
  const names = lacking.map(({ what }) => what).join(" and ");
  if (!existsSync("/etc/debian_version")) {
    console.error(`The tests need ${names}: install it and put it on PATH (Debian's packages: ${packages.join(" ")}).`);
    process.exit(1);
  }
  console.error(`The tests need ${names}: installing ${packages.join(" ")}.`);
  const fault = install(packages);
  if (fault !== null || missing().length > 0) {
    if (fault) console.error(fault);
    console.error(`That failed. As root: apt-get install --no-install-recommends ${packages.join(" ")}`);
    process.exit(1);
  }
}
