// Runs the program on a newsroom, and a real browser on its pages.

import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const corpus = path.resolve(root, "../shared/corpus");
const screenshots = path.join(root, "target/screenshots");
mkdirSync(screenshots, { recursive: true });

// Debian's. Chromium's own sandbox refuses to work for root.
const browsers = {
  chrome: { executablePath: "/usr/bin/chromium", args: process.getuid() === 0 ? ["--no-sandbox"] : [] },
  firefox: { executablePath: "/usr/bin/firefox-esr", args: [] },
};
export const names = Object.keys(browsers);

/// A newsroom made of the corpus, or null where the corpus is absent.
export function corpusNewsroom() {
  if (!existsSync(corpus)) return null;
  const folder = mkdtempSync(path.join(tmpdir(), "dateline-corpus-"));
  const made = spawnSync("python3", [path.join(root, "tests/corpus/make_newsroom.py"), corpus, folder]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  return folder;
}

const program = process.env.DATELINE ?? path.join(root, "target/release/dateline");

/// A newsroom with a release at `/releases/picture/` that shows a picture.
export function pictureNewsroom() {
  const folder = mkdtempSync(path.join(tmpdir(), "dateline-picture-"));
  const made = spawnSync(program, ["init", folder]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  const release = path.join(folder, "content/picture");
  mkdirSync(release);
  copyFileSync(path.join(root, "content/2026/01/peta-air/peta.png"), path.join(release, "peta.png"));
  appendFileSync(path.join(folder, "dateline.toml"), '\nicon = "content/picture/peta.png"\n');
  const text = "---\ntitle: Picture\ndate: 2026-01-01\n---\n\nThe map.\n\n![Map](peta.png)\n";
  writeFileSync(path.join(release, "index.md"), text);
  return folder;
}

/// Serves a newsroom on a free port, and calls back with its address once it is ready.
export async function serve(newsroom) {
  const child = spawn(program, ["serve", "--root", newsroom, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATELINE_LOG: "warn" },
  });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (data) => {
      said += data;
      const found = /127\.0\.0\.1:\d+(?=\D)/.exec(said);
      if (found) resolve(`http://${found[0]}`);
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  while ((await fetch(`${address}/readyz`)).status !== 200);
  return { address, stop: () => child.kill() };
}

/// A browser that notes whatever goes wrong on its pages, and what it downloads.
export class Browser {
  static async open(name, { dark = false } = {}) {
    const browser = new Browser();
    browser.name = name;
    browser.downloads = mkdtempSync(path.join(tmpdir(), "dateline-downloads-"));
    browser.engine = await puppeteer.launch({
      executablePath: browsers[name].executablePath,
      args: [...browsers[name].args, ...(dark && name === "chrome" ? ["--force-dark-mode"] : [])],
      browser: name,
      protocol: "webDriverBiDi",
      headless: true,
      env: { ...process.env, HOME: browser.downloads },
      extraPrefsFirefox: {
        "browser.download.dir": browser.downloads,
        "browser.download.folderList": 2,
        "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
        // Lets the test read back what the page has copied.
        "dom.events.testing.asyncClipboard": true,
      },
    });
    return browser;
  }

  async page({ width = 1000, height = 900 } = {}) {
    const page = await this.engine.newPage();
    page.troubles = [];
    page.on("console", (message) => page.troubles.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => page.troubles.push(`script: ${error.message}`));
    page.on("requestfailed", (request) => page.troubles.push(`failed: ${request.url()}`));
    page.on("response", (response) => {
      if (response.status() >= 400) page.troubles.push(`${response.status()}: ${response.url()}`);
    });
    await page.evaluateOnNewDocument(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    await page.setViewport({ width, height });
    return page;
  }

  /// What the page has put on the clipboard.
  async clipboard(page) {
    if (this.name === "chrome") {
      await this.engine.defaultBrowserContext().overridePermissions(page.url(), ["clipboard-read"]);
    }
    return page.evaluate(() => navigator.clipboard.readText());
  }

  async screenshot(page, name) {
    await page.screenshot({ path: path.join(screenshots, `${name}-${this.name}.png`) });
  }

  downloaded() {
    return readdirSync(this.downloads).filter((file) => !file.startsWith("."));
  }

  close() {
    return this.engine.close();
  }
}
