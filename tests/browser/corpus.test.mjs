// Real releases in Chromium and Firefox: the feed's view and the releases' pages, those written from right to left too.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Browser, corpusNewsroom, names, serve } from "./newsroom.mjs";

const newsroom = corpusNewsroom();
const skip = newsroom === null && "../shared/corpus is absent";

let server;
before(async () => {
  if (!skip) server = await serve(newsroom);
});
after(() => {
  if (skip) return;
  server.stop();
  rmSync(newsroom, { recursive: true });
});

for (const name of names) {
  describe(name, { skip }, () => {
    let browser;
    before(async () => (browser = await Browser.open(name)));
    after(() => browser.close());

    test("the feed's view lists every release in its own direction", async () => {
      const page = await browser.page();
      await page.goto(`${server.address}/feeds/all.atom`);
      const entries = await page.evaluate(() =>
        [...document.querySelectorAll("article h3 a")].map((link) => ({
          title: link.innerText,
          direction: getComputedStyle(link).direction,
          language: link.closest("[lang]").lang,
        })),
      );
      assert.ok(entries.length >= 20, `${entries.length} entries`);
      for (const entry of entries) {
        const rightToLeft = /\p{Script=Arabic}/u.test(entry.title);
        assert.equal(entry.direction, rightToLeft ? "rtl" : "ltr", entry.title);
      }
      await browser.screenshot(page, "corpus-feed");
      await page.close();
    });

    for (const [language, direction] of [["ar", "rtl"], ["ur", "rtl"], ["ja", "ltr"]]) {
      test(`releases in ${language} run ${direction}`, async () => {
        const page = await browser.page();
        await page.goto(`${server.address}/feeds/languages/${language}.rss`);
        const link = await page.$eval("article h3 a", (link) => link.href);
        await page.goto(link);
        const seen = await page.evaluate(() => ({
          heading: getComputedStyle(document.querySelector("h1")).direction,
          text: getComputedStyle(document.querySelector("article p, main p")).direction,
          language: document.querySelector("h1").closest("[lang]").lang,
        }));
        assert.deepEqual(seen, { heading: direction, text: direction, language });
        await browser.screenshot(page, `corpus-${language}`);
        await page.close();
      });
    }
  });
}
