import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { newSecret, signWebhook } from "../../src/alert/sign.ts";

const SECRET = newSecret(new Uint8Array(32).fill(5));
const PAGE = readFileSync(new URL("../../docs/webhooks.md", import.meta.url), "utf8");
const BODY = JSON.stringify({ type: "story.created", data: { story: { title: "Fähre läuft auf Grund" } } });
const folder = mkdtempSync(join(tmpdir(), "samestory-receivers-"));
const started: ChildProcess[] = [];

after(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The code of the page in one language, as a reader would copy it. */
function fromPage(language: string, name: string): string {
  const code = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(PAGE)?.[1];
  assert.ok(code, `the page has code in ${language}`);
  const file = join(folder, name);
  writeFileSync(file, code);
  return file;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

function signed(id: string, seconds: number, secrets: string | string[] = SECRET) {
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signWebhook(secrets, id, seconds, BODY),
  };
}

async function receives(program: string, args: string[]): Promise<void> {
  const port = await freePort();
  const child = spawn(program, args, { env: { ...process.env, WEBHOOK_SECRET: SECRET, PORT: String(port) } });
  started.push(child);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  while (!printed.includes("ready")) await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  const post = async (headers: Record<string, string>, body = BODY) =>
    (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status;
  const now = Math.floor(Date.now() / 1_000);
  const other = newSecret(new Uint8Array(24).fill(6));
  assert.equal(await post(signed("msg_1", now)), 204);
  assert.equal(await post(signed("msg_1", now)), 204);
  assert.equal(await post(signed("msg_2", now, [other, SECRET])), 204, "while a secret is replaced");
  assert.equal(await post(signed("msg_3", now, other)), 401, "another's secret");
  assert.equal(await post(signed("msg_4", now), BODY.replace("Grund", "Sand")), 401, "another body");
  assert.equal(await post(signed("msg_5", now - 3_600)), 401, "an old one");
  child.kill();
  await once(child, "exit");
  assert.equal(printed.split("Fähre läuft auf Grund").length - 1, 2, `each id once: ${printed}`);
}

test("the page's receiver in Node takes what is genuine, once, and nothing else", () =>
  receives(process.execPath, [fromPage("js", "receiver.mjs")]));

test("the page's receiver in Python takes what is genuine, once, and nothing else", () =>
  receives("python3", [fromPage("python", "receiver.py")]));

test("the page's shell lines tell a genuine body from a forged one", () => {
  const script = fromPage("sh", "check.sh");
  const bodyFile = join(folder, "body.json");
  const headers = signed("msg_1", 1_700_000_000);
  const env = {
    ...process.env,
    WEBHOOK_SECRET: SECRET,
    ID: "msg_1",
    TIMESTAMP: "1700000000",
    SIGNATURE: headers["webhook-signature"],
    BODY_FILE: bodyFile,
  };
  writeFileSync(bodyFile, BODY);
  const genuine = spawnSync("sh", [script], { env, encoding: "utf8" });
  assert.deepEqual([genuine.status, genuine.stdout.trim()], [0, "genuine"], genuine.stderr);
  writeFileSync(bodyFile, `${BODY} `);
  assert.equal(spawnSync("sh", [script], { env, encoding: "utf8" }).stdout.trim(), "forged");
});
