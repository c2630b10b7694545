import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ReturnType<typeof ipaddr.parse>;

/** A private range that the operator opened: every address of a CIDR, on one port or (null) on all. */
export interface AllowedRange {
  network: Address;
  bits: number;
  port: number | null;
}

/** Says which addresses may be dialled. */
export interface AddressGuard {
  /** Why this address must not be dialled on this port, in plain words; null when it may. */
  refusal(address: string, port: number): string | null;
}

/**
 * Public addresses, and the ranges that were opened by hand; nothing else.
 *
 * @param allow CIDR with an optional port: `127.0.1.0/24:8800`, `10.1.2.3`, `fd00::/8`, `[::1]:8800`
 * @throws TypeError naming the first entry that is not such a range
 */
export function addressGuard(allow: readonly string[]): AddressGuard {
  const opened = allow.map((entry) => {
    const range = parseAllowed(entry);
    if (!range) throw new TypeError(`not an address range (CIDR with an optional port): ${JSON.stringify(entry)}`);
    return range;
  });
  return {
    refusal(address, port) {
      const kind = privateKind(address);
      if (kind === null) return null;
      const parsed = isIP(address) > 0 ? ipaddr.parse(address) : null;
      return parsed && opened.some((range) => holds(range, parsed, port)) ? null : kind;
    },
  };
}

/**
 * Why a URL whose host is written as an address, or as localhost, would be refused: "10.1.2.3 is not public (private)".
 * Null when it would not, and for a name: what that stands for is known when it is looked up.
 *
 * @throws TypeError for a URL that is none, or as `addressGuard` does
 */
export function writtenRefusal(url: string, allow: readonly string[]): string | null {
  const { hostname, port, protocol } = new URL(url);
  const address = hostname === "localhost" ? "127.0.0.1" : hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) === 0) return null;
  const kind = addressGuard(allow).refusal(address, Number(port) || (protocol === "https:" ? 443 : 80));
  return kind && `${hostname} is not public (${kind})`;
}

/** Reads one entry of the allow-list; null when it is not one. A host part in the CIDR (`127.0.1.5/24`) is ignored. */
export function parseAllowed(entry: string): AllowedRange | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9a-f:.]+?))(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/i.exec(splitPort(entry.trim()));
  if (!match) return null;
  const address = match[1] ?? match[2] ?? "";
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return null;
  const network = ipaddr.parse(address);
  const width = network.kind() === "ipv4" ? 32 : 128;
  const bits = match[3] === undefined ? width : Number(match[3]);
  const port = match[4] === undefined ? null : Number(match[4]);
  if (bits > width || (port !== null && (port < 1 || port > 65_535))) return null;
  return { network, bits, port };
}

/** A bare IPv6 address has colons of its own: without brackets or a "/" there is no port to find. */
function splitPort(entry: string): string {
  return entry.includes("/") || entry.startsWith("[") || entry.split(":").length <= 2 ? entry : `[${entry}]`;
}

function holds(range: AllowedRange, address: Address, port: number): boolean {
  if (range.port !== null && range.port !== port) return false;
  return range.network.kind() === address.kind() && address.match(range.network, range.bits);
}

/**
 * The kind of a non-public address, or null for a public one. What cannot be read is not public.
 *
 * IPv4: the registries behind ipaddr.js (loopback, private, link-local with 169.254.169.254, carrier-grade NAT with
 * 100.100.100.200, 192.0.0.0/24 with 192.0.0.192, documentation, benchmarking, multicast, reserved, 0.0.0.0/8) and
 * Azure's 168.63.129.16, a service address in the middle of public space.
 * IPv6: only 2000::/3 is handed out to the public (IANA, "IPv6 Global Unicast Address Assignments"); this alone refuses
 * ::1, ::a.b.c.d, ::ffff:a.b.c.d, 64:ff9b::/96, 64:ff9b:1::/48, fc00::/7 (with fd00:ec2::254), fe80::/10 and ff00::/8. Within it
 * ipaddr.js names Teredo, 6to4, ORCHID, benchmarking and documentation. An ISATAP interface id carries an IPv4 address too (RFC 5214).
 */
export function privateKind(address: string): string | null {
  if (isIP(address) === 0) return "not an address";
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range !== "unicast") return IN_WORDS[range] ?? range;
  if (parsed instanceof ipaddr.IPv4) return parsed.toString() === "168.63.129.16" ? "metadata" : null;
  const parts = (parsed as InstanceType<typeof ipaddr.IPv6>).parts;
  if (((parts[0] ?? 0) & 0xe000) !== 0x2000) return "outside 2000::/3";
  if (((parts[4] ?? 0) & 0xfdff) === 0 && parts[5] === 0x5efe) return "isatap";
  return null;
}

/** Names of ranges that ipaddr.js writes as code; the others are words already. */
const IN_WORDS: Record<string, string> = {
  amt: "multicast tunnel",
  as112: "AS112",
  as112v6: "AS112",
  carrierGradeNat: "carrier-grade NAT",
  deprecatedOrchid: "ORCHID",
  deprecatedSiteLocal: "site-local",
  droneRemoteIdProtocolEntityTags: "drone id",
  ipv4Mapped: "IPv4-mapped",
  linkLocal: "link-local",
  orchid2: "ORCHID",
  rfc6052: "NAT64",
  rfc6145: "IPv4-translated",
  segmentRouting: "segment routing",
  teredo: "Teredo",
  uniqueLocal: "unique local",
};
