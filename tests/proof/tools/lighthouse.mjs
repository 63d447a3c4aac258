/* Lighthouse over a list of pages in one browser.
 *
 * argv[2]: JSON [{"name", "url", "cookie", "categories": ["accessibility", …]}]; argv[3]: where the scores go, as JSON
 * {name: {"scores": {category: 0–1}, "faults": ["audit: title"], "error": "…"}}. argv[4]: seconds after which no further page is begun.
 * CHROME_PATH names the browser.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import * as chromeLauncher from 'chrome-launcher'
import lighthouse from 'lighthouse'

const FLAGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
]
const NO_PAUSE = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 200, cpuQuietThresholdMs: 0 }
const pages = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const found = {}
const until = Date.now() + 1000 * Number(process.argv[4] ?? 3600)
const chrome = await chromeLauncher.launch({ chromeFlags: FLAGS })

function faults(report) {
  const weights = Object.values(report.categories).flatMap(category => category.auditRefs)
  const counted = new Set(weights.filter(ref => ref.weight > 0).map(ref => ref.id))
  return Object.values(report.audits)
    .filter(audit => counted.has(audit.id) && audit.score !== null && audit.score < 0.9)
    .map(audit => `${audit.id}${audit.displayValue ? ` (${audit.displayValue})` : ''}`)
}

for (const page of pages) {
  if (Date.now() > until) break
  const options = {
    port: chrome.port, output: 'json', locale: 'zh', onlyCategories: page.categories,
    extraHeaders: page.cookie ? { Cookie: page.cookie } : {},
    disableFullPageScreenshot: true, maxWaitForLoad: 20000, ignoreStatusCode: true,
    ...(page.categories.includes('performance') ? {} : NO_PAUSE),
  }
  try {
    const { lhr } = await lighthouse(page.url, options)
    const scores = Object.entries(lhr.categories).map(([name, category]) => [name, category.score])
    found[page.name] = { scores: Object.fromEntries(scores), faults: faults(lhr), error: lhr.runtimeError?.code ?? '' }
  } catch (error) {
    found[page.name] = { scores: {}, faults: [], error: String(error) }
  }
  process.stdout.write('.')
}
writeFileSync(process.argv[3], JSON.stringify(found))
await chrome.kill()
