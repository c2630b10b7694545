/** An endpoint's address without what is often secret in it: user, password and the values of its query. */
export function shownAddress(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  if (url.password) url.password = "***";
  for (const name of new Set(url.searchParams.keys())) url.searchParams.set(name, "***");
  return url.href;
}
