// Opens pages in Chromium and tells, as JSON, what only a browser knows of them: node browser.cjs CHROMIUM FILE...
// For each file, in light and in dark and on screens of 1280 and of 320 px (the same as 1280 px at 400 %): axe-core's
// violations of WCAG 2.1 A and AA and of best practice, and how far the page is wider than the screen; then once what
// the Tab key reaches, and how far anything is wider than a printed page.
const { readFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const PAPER = 672; // A4 within its margins, in px

async function looked(browser, file, colorScheme, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => request.url().startsWith("http") && said.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await context.close();
  const violations = found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`);
  return { file, colorScheme, width, violations, passes: found.passes.length, wider, said };
}

async function reached(browser, file) {
  const page = await (await browser.newContext({ viewport: { width: 320, height: 600 } })).newPage();
  await page.goto(pathToFileURL(file).href);
  const focused = () =>
    page.evaluate(() => {
      const on = document.activeElement;
      const style = getComputedStyle(on);
      const seen = style.outlineStyle !== "none" && on.getBoundingClientRect().width > 0;
      return { tag: on.tagName, name: on.className || on.id, seen, scrolls: on.scrollWidth > on.clientWidth };
    });
  const stops = [];
  for (let count = 0; count < 1000; count++) {
    await page.keyboard.press("Tab");
    const stop = await focused();
    if (stop.tag === "BODY") break;
    if (stop.name === "scroll" && stop.scrolls) {
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(() => document.activeElement.scrollLeft > 0, null, { timeout: 2000 });
    }
    stops.push(stop);
  }
  const hidden = await page.evaluate(() => {
    const scrollers = [...document.querySelectorAll(".scroll")].filter((each) => each.checkVisibility());
    return { regions: scrollers.length, links: document.links.length, details: document.querySelectorAll("summary").length };
  });
  await page.goto(pathToFileURL(file).href);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const after = await page.evaluate(() => location.hash);
  await page.context().close();
  return { stops, ...hidden, after };
}

async function printed(browser, file) {
  const page = await (await browser.newContext({ viewport: { width: PAPER, height: 950 }, colorScheme: "dark" })).newPage();
  await page.goto(pathToFileURL(file).href);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const wider = await page.evaluate(() =>
    [...document.querySelectorAll("table, svg, p, h1, h2, h3")]
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
      .map((each) => each.textContent.trim().slice(0, 80)),
  );
  const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.context().close();
  return { wider, ground };
}

(async () => {
  const [executablePath, ...files] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const pages = [];
  for (const file of files)
    for (const scheme of ["light", "dark"])
      for (const width of [1280, 320]) pages.push(await looked(browser, file, scheme, width));
  const keys = [], paper = [];
  for (const file of files) {
    keys.push(await reached(browser, file));
    paper.push(await printed(browser, file));
  }
  await browser.close();
  console.log(JSON.stringify({ pages, keys, paper }));
})();
