import assert from "node:assert/strict";
import { test } from "node:test";
import { sanitiseHtml } from "../../src/poll/sanitise-html.ts";

const safe = (html: string) => sanitiseHtml(html, "https://base.example/dir/page");

const CASES: [string, string, string][] = [
  ["text and listed tags stay", "<p>One <b>two</b></p>", "<p>One <b>two</b></p>"],
  ["a script goes with its content", "a<script>alert(1)</script>b", "ab"],
  ["a script in any case goes", "a<ScRiPt >x</sCrIpT >b", "ab"],
  ["a script that never ends takes the rest", "a<script>alert(1)", "a"],
  ["a style goes with its content", "<style>p{}</style>x", "x"],
  ["a frame goes with its content", '<iframe src="https://x.example">y</iframe>z', "z"],
  ["SVG goes with its content", "<svg><a href=javascript:x()>t</a></svg>u", "u"],
  ["MathML goes with its content", '<math><mi xlink:href="data:x">t</mi></math>u', "u"],
  ["an unknown element loses its tags", "<blink>x</blink>", "x"],
  ["a form's elements lose their tags", '<form action="/x"><input name=q>y</form>', "y"],
  ["an event handler goes", '<p onclick="x()">y</p>', "<p>y</p>"],
  ["an event handler after a slash goes", '<img/onerror=x() src="/a.png">', '<img src="https://base.example/a.png">'],
  ["a style attribute goes", '<p style="background:url(javascript:x)">y</p>', "<p>y</p>"],
  ["a javascript: address goes", '<a href="javascript:x()">y</a>', "<a>y</a>"],
  ["a javascript: address in entities goes", '<a href="&#106;avascript&colon;x()">y</a>', "<a>y</a>"],
  ["a javascript: address with a tab inside goes", '<a href="java\tscript:x()">y</a>', "<a>y</a>"],
  ["a javascript: address after a control character goes", '<a href="\u0001javascript:x()">y</a>', "<a>y</a>"],
  ["a data: address goes", '<img src="data:text/html,x" alt="y">', '<img alt="y">'],
  [
    "a relative address becomes absolute",
    '<a href="../x?a=1&amp;b=2">y</a>',
    '<a href="https://base.example/x?a=1&amp;b=2">y</a>',
  ],
  ["a comment goes", "a<!-- <script>x</script> -->b", "ab"],
  [
    "a quote in an attribute stays inside it",
    '<p title="&quot;><script>x</script>">y</p>',
    '<p title="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">y</p>',
  ],
  ["what is text stays text", "1 &lt; 2 &amp;&amp; 3 > 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"],
  ["entities of characters become characters", "caf&eacute;&nbsp;&#8364;", "café\u00a0€"],
  ["open tags are closed", "<ul><li>a<li>b", "<ul><li>a<li>b</li></li></ul>"],
  ["a title element cannot smuggle markup", "<title><img src=x onerror=y></title>z", "z"],
  ["noscript cannot smuggle markup", '<noscript><p title="</noscript><img src=x onerror=y>">', ""],
];

for (const [what, html, expected] of CASES) {
  test(what, () => {
    assert.equal(safe(html), expected);
  });
}

test("what comes out is not changed by going in again", () => {
  for (const [what, html] of CASES) assert.equal(safe(safe(html)), safe(html), what);
});
