/**
 * Runs in the browser, in a world of its own: the page's scripts cannot see it, nor can it be taken for one of them. Names
 * what could run, looks again after parsing `html` twice more, then hovers, focuses and clicks everything.
 */
async (html) => {
  const found = [];
  const harmful = new Set(
    "SCRIPT STYLE LINK META BASE IFRAME FRAME FRAMESET OBJECT EMBED APPLET PORTAL FENCEDFRAME FORM INPUT BUTTON TEXTAREA SELECT TEMPLATE".split(
      " ",
    ),
  );
  const look = (root, where) => {
    for (const element of root.querySelectorAll("*")) {
      if (harmful.has(element.tagName.toUpperCase()) || element.namespaceURI !== "http://www.w3.org/1999/xhtml")
        found.push(`${where}: element ${element.tagName}`);
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`${where}: handler ${name}`);
        if (/^(?:style|srcdoc|srcset|ping|id|name|is|form|formaction|http-equiv|autofocus|slot|part)$/i.test(name))
          found.push(`${where}: attribute ${name}`);
        const scheme = /^[\s\0-\x20]*([a-z][a-z\d+.\-\s]*):/i.exec(value)?.[1]?.replace(/\s/g, "").toLowerCase();
        const isAddress =
          /^(?:href|src|cite|poster|longdesc|background|action|data|codebase|usemap|profile|manifest)$|:href$/i;
        if (isAddress.test(name) && scheme !== "http" && scheme !== "https" && scheme !== "mailto")
          found.push(`${where}: address ${name}=${value.slice(0, 60)}`);
      }
    }
  };
  const body = document.body;
  look(body, "page");
  const again = document.createElement("div");
  const third = document.createElement("div");
  body.append(again, third);
  again.innerHTML = html;
  look(again, "innerHTML");
  third.innerHTML = again.innerHTML;
  look(third, "innerHTML of innerHTML");
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  await frame();
  for (const element of document.querySelectorAll("body, body *")) {
    for (const { name } of [...element.attributes])
      if (/^on/i.test(name)) element.dispatchEvent(new Event(name.slice(2).toLowerCase()));
    for (const event of ["mouseover", "mouseenter", "pointerdown", "contextmenu"])
      element.dispatchEvent(new MouseEvent(event, { bubbles: true }));
    if (typeof element.focus === "function") element.focus();
    if (/^(?:a|area|button|input|summary|label|math|svg|details)$/i.test(element.localName))
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
  await frame();
  await frame();
  return found;
};
