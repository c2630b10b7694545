import assert from "node:assert/strict";
import { test } from "node:test";
import { addressGuard, parseAllowed, privateKind } from "../../src/adapters/address-guard.ts";

const NOT_PUBLIC = [
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "100.64.0.1",
  "100.100.100.200",
  "127.0.0.1",
  "127.255.255.254",
  "168.63.129.16",
  "169.254.169.254",
  "169.254.170.2",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.250",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::7f00:1",
  "::8.8.8.8",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:0:127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b::8.8.8.8",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:0:4136:e378:8000:63bf:3fff:fdd2",
  "2001:2::1",
  "2001:10::1",
  "2001:20::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "2002:808:808::1",
  "2606:4700::5efe:7f00:1",
  "2606:4700::200:5efe:a00:1",
  "3fff::1",
  "4000::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "",
  "localhost",
  "1.2.3",
  "256.1.1.1",
];

const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "100.63.255.255",
  "100.128.0.1",
  "168.63.129.15",
  "172.15.255.255",
  "172.32.0.1",
  "192.0.1.1",
  "223.255.255.254",
  "2001:4860:4860::8888",
  "2606:4700:4700::1111",
  "2a00:1450:4001:80b::200e",
];

for (const address of NOT_PUBLIC)
  test(`${address || "nothing"} is not public`, () => {
    assert.notEqual(privateKind(address), null);
    assert.notEqual(addressGuard([]).refusal(address, 80), null);
  });

test("addresses that are handed out to the public may be dialled", () => {
  assert.deepEqual(
    PUBLIC.filter((address) => privateKind(address) !== null),
    [],
  );
});

test("an allowed range opens itself on its port, and nothing beside it", () => {
  const guard = addressGuard(["127.0.1.0/24:8800"]);
  assert.equal(guard.refusal("127.0.1.0", 8800), null);
  assert.equal(guard.refusal("127.0.1.255", 8800), null);
  assert.equal(guard.refusal("127.0.1.5", 8801), "loopback");
  assert.equal(guard.refusal("127.0.0.255", 8800), "loopback");
  assert.equal(guard.refusal("127.0.2.0", 8800), "loopback");
  assert.equal(guard.refusal("::ffff:127.0.1.5", 8800), "IPv4-mapped");
  assert.equal(guard.refusal("::127.0.1.5", 8800) === null, false);
});

test("a range without a port opens all its ports", () => {
  const guard = addressGuard(["10.1.2.0/30", "fd00::/8:9000"]);
  assert.equal(guard.refusal("10.1.2.3", 1), null);
  assert.equal(guard.refusal("10.1.2.4", 1), "private");
  assert.equal(guard.refusal("fd12::1", 9000), null);
  assert.equal(guard.refusal("fd12::1", 9001), "unique local");
});

test("an allowed IPv4 range says nothing about IPv6, nor the other way round", () => {
  assert.notEqual(addressGuard(["0.0.0.0/0"]).refusal("::1", 80), null);
  assert.notEqual(addressGuard(["::/0"]).refusal("127.0.0.1", 80), null);
});

test("ranges are read in every usual notation", () => {
  const read = (entry: string) => {
    const range = parseAllowed(entry);
    return range && [range.network.toString(), range.bits, range.port];
  };
  assert.deepEqual(read("127.0.1.0/24:8800"), ["127.0.1.0", 24, 8800]);
  assert.deepEqual(read(" 10.0.0.1 "), ["10.0.0.1", 32, null]);
  assert.deepEqual(read("10.0.0.1:80"), ["10.0.0.1", 32, 80]);
  assert.deepEqual(read("::1"), ["::1", 128, null]);
  assert.deepEqual(read("[::1]:8800"), ["::1", 128, 8800]);
  assert.deepEqual(read("[::1]/128:8800"), ["::1", 128, 8800]);
  assert.deepEqual(read("fd00::/8"), ["fd00::", 8, null]);
  assert.deepEqual(read("fd00::/8:8800"), ["fd00::", 8, 8800]);
});

test("what is not a range is refused by name, and nothing is opened", () => {
  for (const entry of [
    "",
    "all",
    "localhost",
    "10/8",
    "10.0.0.0/33",
    "::/129",
    "1.2.3.4:0",
    "1.2.3.4:65536",
    "0x7f.1",
  ]) {
    assert.equal(parseAllowed(entry), null, entry);
    assert.throws(() => addressGuard(["10.0.0.0/8", entry]), new RegExp(`not an address range.*"${entry}"`));
  }
});
