// pnpm bench [--companies 500] [--invoices 1000] [--seconds 4] [--rounds 3] [--only a,b] [--folder .data/bench]
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { helsinkiToday } from '../../server/dist/kernel/calendarDate.js'
import { makeBed } from './bed.mjs'
import { answer, limitRequests, load, productRequests } from './load.mjs'
import { readQuestions, renamed } from './questions.mjs'
import { startLimit, startProduct } from './servers.mjs'
import { measureWriting } from './writing.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values: options } = parseArgs({
  options: {
    companies: { type: 'string', default: '500' },
    invoices: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'a,b,c,d' },
    folder: { type: 'string', default: '.data/bench' },
  },
})
const size = {
  companies: Number(options.companies),
  invoices: Number(options.invoices),
  today: helsinkiToday(new Date()),
}
const folder = resolve(root, options.folder, `${size.companies}x${size.invoices}`)

const bed = await makeBed(folder, size, (line) => console.log(line))
const started = []
process.once('SIGINT', () => void end(130))
try {
  const product = await startProduct(bed.url)
  started.push(product)
  const limit = await startLimit(bed.url, size.today)
  started.push(limit)
  const rows = await measure(product.address, limit.address)
  const writing = await measureWriting(bed.url)
  report(rows, writing)
} finally {
  await end(undefined)
}

async function end(code) {
  await Promise.all(started.map((server) => server.stop()))
  await bed.leave()
  if (code !== undefined) process.exit(code)
}

/** Rounds of the ways to the same answer take turns, so that a disturbance of the machine hits them alike. */
async function measure(productAddress, limitAddress) {
  const rows = []
  const questions = (await readQuestions(bed.url)).filter(({ key }) => options.only.split(',').includes(key))
  for (const { key, title, document, asked } of questions) {
    const ways = [
      { way: 'pages', address: productAddress, requests: productRequests(document, asked, 'all') },
      { way: 'generic', address: productAddress, requests: productRequests(renamed(document), asked, 'all') },
      { way: 'limit', address: limitAddress, requests: limitRequests(asked) },
      // A reader of fifty companies among all has no counterpart in the limit, which knows no readers.
      ...(key === 'a' || key === 'b'
        ? [{ way: 'pages, 50 companies', address: productAddress, requests: productRequests(document, asked, 'fifty') }]
        : []),
    ]
    await compare(key, ways)
    const results = ways.map(() => [])
    for (const { address, requests } of ways) await load(address, requests, 2)
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const [index, { address, requests }] of ways.entries()) {
        results[index].push(await load(address, requests, Number(options.seconds)))
      }
    }
    const limitMedian = median(results[2].map((result) => result.perSecond))
    rows.push(...ways.map(({ way }, index) => row(key, title, way, results[index], limitMedian)))
    console.log(`measured ${key}: ${title}`)
  }
  return rows
}

/** All three ways must give the same answer, or their figures say nothing. */
async function compare(key, [pages, generic, limit]) {
  const [first, second, third] = await Promise.all(
    [pages, generic, limit].map(({ address, requests }) => answer(address, requests[0])),
  )
  if (first !== second)
    console.warn(`${key}: the pages' answer is not the resolvers':\n${first.slice(0, 300)}\n${second.slice(0, 300)}`)
  if (first.replace(/"viewerCan\w+":(true|false)/g, '') !== third.replace(/"viewerCan\w+":(true|false)/g, '')) {
    console.warn(`${key}: the limit's answer is another:\n${first.slice(0, 300)}\n${third.slice(0, 300)}`)
  }
}

function row(key, title, way, results, limitMedian) {
  const perSecond = median(results.map((result) => result.perSecond))
  return {
    key,
    title,
    way,
    perSecond: Math.round(perSecond * 10) / 10,
    p50: median(results.map((result) => result.p50)),
    p99: median(results.map((result) => result.p99)),
    kilobytes: Math.round(results[0].bytes / 100) / 10,
    ratio: way.includes('50') ? null : Math.round((perSecond / limitMedian) * 100) / 100,
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function report(rows, writing) {
  console.log(
    `\n${size.companies} companies x ${size.invoices} invoices, ${cpus().length} cores, Node ${process.version}, 16 connections, medians of ${options.rounds} rounds`,
  )
  console.log('ratio: requests per second compared with the limit; latencies in milliseconds\n')
  console.table(rows.map(({ key, title, way, ...figures }) => ({ read: `${key} ${title}`, way, ...figures })))
  console.log('\nWhat keeping the totals costs the writer, milliseconds per statement')
  console.table(writing)
  const results = resolve(root, 'test/bench/results')
  mkdirSync(results, { recursive: true })
  const file = resolve(results, `${new Date().toISOString().replaceAll(':', '-')}.json`)
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), size, node: process.version, cores: cpus().length, reads: rows, writing }, null, 2)}\n`,
  )
  console.log(`\nwritten to ${file}`)
}
