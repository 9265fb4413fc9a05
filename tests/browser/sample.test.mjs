// The sample newsroom in Chromium and Firefox: a feed's address is a page to read, its raw form is styled, nothing
// is downloaded, and no page breaks its own rules.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Browser, names, pictureNewsroom, root, serve } from "./newsroom.mjs";

const formats = ["rss", "atom", "json"];

let server;
before(async () => (server = await serve(root)));
after(() => server.stop());

for (const name of names) {
  describe(name, () => {
    let browser;
    before(async () => (browser = await Browser.open(name)));
    after(() => browser.close());

    for (const format of formats) {
      test(`all.${format} is a page to read`, async () => {
        const page = await browser.page();
        const url = `${server.address}/feeds/all.${format}`;
        const answer = await page.goto(url);
        assert.equal(answer.status(), 200);
        assert.equal(page.url(), url);
        const seen = await page.evaluate(() => ({
          type: document.contentType,
          heading: document.querySelector("h1").innerText,
          entries: [...document.querySelectorAll("article")].map((article) => ({
            link: article.querySelector("h3 a").href,
            title: article.querySelector("h3").innerText,
            time: article.querySelector("time").dateTime,
          })),
          address: document.querySelector("#address").value,
          discovered: [...document.querySelectorAll("link[rel~=alternate]")].map((link) => link.href),
        }));
        assert.equal(seen.type, "text/html");
        assert.ok(seen.heading);
        assert.equal(seen.address, url);
        assert.ok(seen.entries.length >= 5);
        for (const entry of seen.entries) {
          assert.ok(entry.title && entry.link.startsWith(server.address) && Date.parse(entry.time));
        }
        for (const other of formats) assert.ok(seen.discovered.includes(`${server.address}/feeds/all.${other}`));
        await assertSound(page);
        await browser.screenshot(page, `feed-${format}`);
        await page.close();
      });
    }

    test("Copy copies the address", async () => {
      const page = await browser.page();
      const url = `${server.address}/feeds/all.rss`;
      await page.goto(url);
      await page.click("button[data-copy=address]");
      await page.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
      assert.equal(await browser.clipboard(page), url);
      await assertSound(page);
      await page.close();
    });

    for (const format of ["rss", "atom"]) {
      test(`the raw ${format} is styled`, async () => {
        const page = await browser.page();
        await page.goto(`${server.address}/feeds/all.${format}?raw`);
        const seen = await page.evaluate(() => {
          const title = document.querySelector("item > title, entry > title");
          const updated = document.querySelector("item > updated, entry > updated");
          return {
            type: document.contentType,
            display: getComputedStyle(title).display,
            weight: Number(getComputedStyle(title).fontWeight),
            hidden: getComputedStyle(updated).display,
          };
        });
        assert.deepEqual(seen, { type: "application/xml", display: "block", weight: seen.weight, hidden: "none" });
        assert.ok(seen.weight >= 600);
        await browser.screenshot(page, `raw-${format}`);
        await page.close();
      });
    }

    test("every page of the site is sound", async () => {
      const page = await browser.page();
      const waiting = [`${server.address}/`];
      const seen = new Set();
      while (waiting.length > 0) {
        const url = waiting.pop();
        if (seen.has(url)) continue;
        seen.add(url);
        await page.goto(url);
        await assertSound(page);
        waiting.push(...(await page.evaluate(linkedPages)));
      }
      assert.ok(seen.size > 20, `${seen.size} pages`);
      await page.close();
    });

    test("pictures are there by whatever name the server is reached", async () => {
      const pictures = await serve(pictureNewsroom());
      const page = await browser.page();
      await page.goto(`${pictures.address.replace("127.0.0.1", "localhost")}/releases/picture/`);
      assert.equal(await page.evaluate(() => document.querySelectorAll("main img").length), 1);
      await assertSound(page);
      await page.close();
      pictures.stop();
    });

    test("a dark phone shows dark pages without a sideways scroll bar", async () => {
      const phone = await Browser.open(name, { dark: true });
      const page = await phone.page({ width: 360, height: 740 });
      for (const [title, path] of [["home", "/"], ["feed", "/feeds/all.rss"], ["feeds", "/feeds/"], ["raw", "/feeds/all.atom?raw"]]) {
        await page.goto(server.address + path);
        const { overflow, canvas } = await page.evaluate(() => ({
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          canvas: getComputedStyle(document.documentElement).color,
        }));
        assert.equal(overflow, 0, path);
        // Light letters, so a dark ground.
        assert.ok(Math.min(...canvas.match(/\d+/g).slice(0, 3).map(Number)) > 128, `${path}: ${canvas}`);
        await phone.screenshot(page, `phone-dark-${title}`);
      }
      await phone.close();
    });

    test("nothing was downloaded", () => assert.deepEqual(browser.downloaded(), []));
  });
}

// Runs in the page: the site's own pages that it links to.
function linkedPages() {
  return [...document.querySelectorAll("a[href]")]
    .filter((link) => link.origin === location.origin && /\/$|\/feeds\/[^.]+$|\.(rss|atom|json)$/.test(link.pathname))
    .filter((link) => !link.search)
    .map((link) => link.origin + link.pathname);
}

/// Nothing failed, nothing was blocked, every image is there.
async function assertSound(page) {
  const [violations, broken] = await page.evaluate(() => [
    window.violations,
    [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.src),
  ]);
  assert.deepEqual({ troubles: page.troubles, violations, broken }, { troubles: [], violations: [], broken: [] }, page.url());
}
