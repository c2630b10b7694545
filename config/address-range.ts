import ipaddr from "ipaddr.js";

/** `127.0.1.0/24`, `127.0.1.0/24:8800`, `[::1]/128:443`, or one address instead of a range. */
export function isAddressRange(value: string): boolean {
  const [, range = value, port = "0"] = /^(.*(?:\/\d{1,3}|\])|[\d.]+):(\d{1,5})$/.exec(value) ?? [];
  const bare = range.replace(/^\[(.*)\]/, "$1");
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare);
  return (isAddress || ipaddr.isValidCIDR(bare)) && Number(port) <= 65_535;
}
