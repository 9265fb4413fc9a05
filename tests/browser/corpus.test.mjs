// Real releases in Chromium and Firefox: the feed's view and every release's page say what the files say, those written
// from right to left too; of a withdrawn release they say nothing.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { Browser, corpusNewsroom, names, serve } from "./newsroom.mjs";

const newsroom = corpusNewsroom();
const skip = newsroom === null && "../shared/corpus is absent";
const releases = skip ? [] : readReleases(path.join(newsroom, "content"));
const [listed, withdrawn] = [false, true].map((is) => releases.filter((it) => (it.withdrawn !== undefined) === is));

let server;
// The address of each release's page, by its id.
let pages;
before(async () => {
  if (skip) return;
  server = await serve(newsroom);
  const { items } = await (await fetch(`${server.address}/feeds/all.json`)).json();
  pages = new Map(items.map((item) => [item.id, item.url]));
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

    test("the feed's view lists every release, the newest first, in its own direction", async () => {
      const page = await browser.page();
      await page.goto(`${server.address}/feeds/all.atom`);
      const seen = await page.evaluate(() => ({
        count: document.querySelector(".facts dd").innerText,
        entries: [...document.querySelectorAll("article")].map((article) => ({
          title: article.querySelector("h3 a").innerText,
          published: Date.parse(article.querySelector("time").dateTime),
          language: article.querySelector("h3 a").closest("[lang]").lang,
          direction: getComputedStyle(article.querySelector("h3 a")).direction,
        })),
      }));
      assert.equal(listed.length, 111);
      assert.equal(seen.count, String(listed.length));
      const facts = ({ title, published, language, direction }) => ({ title, published, language, direction });
      assert.deepEqual(seen.entries, listed.map(facts));
      await browser.screenshot(page, "corpus-feed");
      await page.close();
    });

    test("every release's page has its title, date and text", async () => {
      const page = await browser.page();
      for (const release of listed) {
        await page.goto(pages.get(release.id), { waitUntil: "domcontentloaded" });
        const { lost, ...seen } = await page.evaluate(readPage, release);
        const { title, published, language, direction } = release;
        assert.deepEqual(seen, { title, published, language, heading: direction, text: direction }, page.url());
        assert.equal(lost, undefined, page.url());
        if (release.shown) await browser.screenshot(page, `corpus-${release.shown}`);
      }
      await page.close();
    });

    test("a withdrawn release's page says why, and nothing of the release", async () => {
      assert.equal(withdrawn.length, 2);
      const page = await browser.page();
      for (const release of withdrawn) {
        const answer = await page.goto(`${server.address}/releases/${release.slug}/`);
        assert.equal(answer.status(), 410);
        const { at, text } = await page.evaluate(() => ({
          at: Date.parse(document.querySelector("dl time").dateTime),
          text: document.body.innerText.split(/\s+/).join(" "),
        }));
        assert.equal(at, Date.parse(release.withdrawn.date));
        assert.ok(text.includes(release.withdrawn.reason.split(/\s+/).join(" ")), text);
        assert.ok(!text.includes(release.title), text);
        await browser.screenshot(page, "corpus-withdrawn");
      }
      await page.close();
    });
  });
}

/// What each file of the newsroom says, the newest first. Every line of front matter is a key and JSON.
function readReleases(content) {
  const files = readdirSync(content, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const read = (entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const [, head, body] = readFileSync(file, "utf8").match(/^---\n(.*?\n)---\n(.*)$/s);
    const fields = head.trimEnd().split("\n").map((line) => /^(\w+): (.*)$/.exec(line));
    const { lang: language = "id", ...release } = Object.fromEntries(
      fields.map(([, key, value]) => [key, JSON.parse(value)]),
    );
    const name = path.relative(content, file).replace(/\.\w+$/, "");
    return {
      ...release,
      id: `tag:corpus.dateline.example,2026:${name}`,
      // A day without a time begins where the newsroom is.
      published: Date.parse(release.date.includes("T") ? release.date : `${release.date}T00:00+07:00`),
      title: release.title.trim().split(/\s+/).join(" "),
      language,
      direction: ["ar", "ur"].includes(language) ? "rtl" : "ltr",
      // Of these there are pictures to look at.
      shown: name === "indonesia/seed" ? "seed" : ["ar", "ur", "ja"].find((tag) => tag === language),
      body,
      isHtml: file.endsWith(".html"),
    };
  };
  const byDate = (a, b) => b.published - a.published || (a.id < b.id ? 1 : -1);
  return files.map(read).sort(byDate);
}

// Runs in the page: what it says, and the first paragraph of the file that is not on it, or not in its place.
function readPage({ body, isHtml }) {
  const without = (text) => text.replace(/\s+/g, "");
  const blocks = isHtml
    ? [...new DOMParser().parseFromString(body, "text/html").querySelectorAll("p, h2, h3, h4, td, th, figcaption")]
    : body.split("\n\n").map((textContent) => ({ textContent }));
  const text = without(document.querySelector("article").textContent);
  let place = 0;
  const isLost = (paragraph) => {
    const found = text.indexOf(paragraph, place);
    place = Math.max(place, found + paragraph.length);
    return found < 0;
  };
  const heading = document.querySelector("h1");
  return {
    title: heading.innerText,
    published: Date.parse(document.querySelector(".marks time").dateTime),
    language: heading.closest("[lang]").lang,
    heading: getComputedStyle(heading).direction,
    text: getComputedStyle(document.querySelector("article .body p")).direction,
    lost: blocks.map((block) => without(block.textContent)).find(isLost),
  };
}
