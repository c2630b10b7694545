import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { fromEnvironment } from "../config/environment.ts";
import { STAGES } from "../src/model/words.ts";
import { postgresIsThere, startPostgres } from "./servers/postgres.ts";
import { redisIsHere, startRedis } from "./servers/redis.ts";
import { freePort } from "./web/free-port.ts";

const ROOT = join(import.meta.dirname, "..");
const READY_WITHIN_MS = 30_000;
const LOOK_MS = 100;

interface Service {
  image: string;
  build?: string;
  command?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  ports?: string[];
  networks?: string[];
  deploy?: { replicas: number };
}

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const compose = parse(read("docker-compose.yml"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, { internal?: boolean } | null>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.image === "samestory");

/** `ENV` lines of the Dockerfile. */
function imageEnvironment(): Record<string, string> {
  const words = [...read("Dockerfile").matchAll(/^ENV (.+)$/gm)].flatMap(([, line = ""]) => line.split(" "));
  return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]));
}

const serviceOf = (name: string): Service => {
  const found = compose.services[name];
  assert.ok(found, `no service ${name}`);
  return found;
};

describe("docker-compose.yml", () => {
  test("has the two engines, a leader, its stand-by, two workers and the embedded way", () => {
    assert.deepEqual(
      services.map(([name]) => name),
      ["leader", "stand-by", "worker", "redis", "postgres", "embedded"],
    );
    assert.equal(serviceOf("worker").deploy?.replicas, 2);
    assert.deepEqual(serviceOf("leader").command, serviceOf("stand-by").command);
  });

  test("one image is built and serves every role", () => {
    assert.ok(existsSync(join(ROOT, "Dockerfile")));
    assert.deepEqual(
      ours.map(([name]) => name),
      ["leader", "stand-by", "worker", "embedded"],
    );
    assert.ok(serviceOf("leader").build);
  });

  test("every service runs without root, without capabilities, on a read-only root, with a health check", () => {
    for (const [name, service] of services) {
      assert.ok(service.user && service.user !== "root", name);
      assert.equal(service.read_only, true, name);
      assert.deepEqual(service.cap_drop, ["ALL"], name);
      assert.ok(service.healthcheck?.test, name);
    }
  });

  test("its commands are this program's, and together the roles do every stage", () => {
    const done = new Set<string>();
    for (const [name, { command = [] }] of ours) {
      const [node, main = "", run, only, stages = ""] = command;
      assert.deepEqual([node, run], ["node", "run"], name);
      assert.ok(existsSync(join(ROOT, main)), main);
      if (only === undefined) continue;
      assert.equal(only, "--only");
      for (const stage of stages.split(",")) {
        assert.ok((STAGES as readonly string[]).includes(stage), stage);
        done.add(stage);
      }
    }
    assert.deepEqual([...done].sort(), [...STAGES].sort());
  });

  test("its variables, and the image's, are ones that the program reads", () => {
    const known = new Set([
      "REDIS_URL",
      "DATABASE_URL",
      "SAMESTORY_DATA",
      "NODE_ENV",
      "NODE_OPTIONS",
      "NODE_COMPILE_CACHE",
      "MALLOC_ARENA_MAX",
      "MALLOC_MMAP_THRESHOLD_",
    ]);
    for (const [name, { environment = {} }] of [
      ...ours,
      ["Dockerfile", { environment: imageEnvironment() }],
    ] as const) {
      assert.deepEqual(fromEnvironment(environment).problems, [], name);
      for (const variable of Object.keys(environment))
        assert.ok(known.has(variable) || variable.startsWith("SAMESTORY_"), `${name}: ${variable}`);
    }
  });

  test("image, systemd unit and start script ask for the same use of memory", () => {
    const environment = Object.entries(imageEnvironment()).filter(([name]) => /^(NODE_OPTIONS|MALLOC_)/.test(name));
    assert.equal(environment.length, 3);
    for (const [name, value] of environment) {
      assert.ok(read("docs/samestory.service").includes(`${name}=${value}`), `${name} in the unit`);
      assert.ok(read("bin/samestory.js").includes(`"${value}"`), `${name} in the start script`);
    }
  });

  test("who needs an engine waits until it is well, and finds it under its service's name", () => {
    for (const name of ["leader", "stand-by", "worker"]) {
      const { depends_on, environment = {} } = serviceOf(name);
      for (const engine of ["redis", "postgres"]) assert.equal(depends_on?.[engine]?.condition, "service_healthy");
      assert.equal(new URL(environment.REDIS_URL ?? "").hostname, "redis");
      assert.match(environment.DATABASE_URL ?? "", /@postgres:5432\/samestory$/);
    }
    assert.ok(!Object.hasOwn(serviceOf("embedded").environment ?? {}, "REDIS_URL"));
  });

  test("Redis writes a log and refuses rather than forgets", () => {
    const words = serviceOf("redis").command ?? [];
    assert.equal(words[words.indexOf("--appendonly") + 1], "yes");
    assert.equal(words[words.indexOf("--maxmemory-policy") + 1], "noeviction");
  });

  test("engines are reached from the inside alone, and published ports from this machine alone", () => {
    assert.equal(compose.networks.engines?.internal, true);
    for (const engine of ["redis", "postgres"]) {
      assert.deepEqual(serviceOf(engine).networks, ["engines"]);
      assert.equal(serviceOf(engine).ports, undefined);
    }
    for (const [name, { ports = [] }] of services) for (const port of ports) assert.match(port, /^127\.0\.0\.1:/, name);
  });

  test("what must last lies on named volumes", () => {
    for (const name of ["redis", "postgres", "embedded"]) {
      const [volume = ""] = serviceOf(name).volumes ?? [];
      assert.ok(Object.hasOwn(compose.volumes, volume.split(":")[0] ?? ""), name);
    }
  });
});

test("the image holds what its commands need and is not run as root", () => {
  const text = read("Dockerfile");
  const copied = [...text.matchAll(/^COPY (\S+) \1$/gm)].map(([, folder]) => folder);
  assert.deepEqual(copied, ["bin", "config", "src", "workers"]);
  assert.match(text, /^FROM node:24-slim$/m);
  assert.match(text, /^USER node$/m);
  assert.deepEqual(JSON.parse(/^CMD (.+)$/m.exec(text)?.[1] ?? ""), serviceOf("embedded").command);
});

describe("the image's commands, started as the compose file gives them", () => {
  const canRun =
    redisIsHere("the commands of docker-compose.yml") && postgresIsThere("the commands of docker-compose.yml");
  if (!canRun) return;

  test("leader, stand-by and worker become ready beside each other on an empty database, and end in order", async () => {
    const [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
    const folder = await mkdtemp(join(tmpdir(), "samestory-compose-"));
    const engines = { REDIS_URL: redis.url, DATABASE_URL: await postgres.bareDatabase() };
    const ports = await Promise.all([freePort(), freePort(), freePort()]);
    const roles = ["leader", "stand-by", "worker"].map((name, i) => {
      const { command = [], environment = {} } = serviceOf(name);
      const port = ports[i] ?? 0;
      const child = spawn(process.execPath, command.slice(1), {
        cwd: ROOT,
        env: {
          ...process.env,
          ...imageEnvironment(),
          ...environment,
          ...engines,
          SAMESTORY_DATA: join(folder, name),
          SAMESTORY_WEB_PORT: String(port),
        },
        stdio: ["ignore", "inherit", "pipe"],
      });
      let said = "";
      child.stderr.on("data", (text: Buffer) => {
        said += text;
      });
      return { name, child, port, said: () => said, ended: once(child, "exit") };
    });
    try {
      for (const { name, child, port, said } of roles) {
        const givenUpAt = performance.now() + READY_WITHIN_MS;
        for (;;) {
          const reply = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
          if (reply?.ok) break;
          assert.equal(child.exitCode, null, `${name}: ${said()}`);
          assert.ok(performance.now() < givenUpAt, `${name} does not become ready: ${said()}`);
          await sleep(LOOK_MS);
        }
      }
      const metrics = await Promise.all(
        roles.map(async ({ port }) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()),
      );
      const leading = metrics.filter((text) => /^samestory_writer_lease_held 1$/m.test(text));
      assert.equal(leading.length, 1, "one of them leads");
    } finally {
      for (const { child } of roles) child.kill("SIGTERM");
      const ends = await Promise.all(roles.map(({ ended }) => ended));
      await Promise.all([redis.stop(), postgres.stop(), rm(folder, { recursive: true, force: true })]);
      assert.deepEqual(
        ends.map(([code]) => code),
        [0, 0, 0],
      );
    }
  });
});
