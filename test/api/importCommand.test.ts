import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFiles, readCommand, runImport } from '../../server/src/ledger/import/importCli.ts'
import { ImportServer } from '../../server/src/ledger/import/importServer.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { bankFile, invoiceFile, referenceOf } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let folder: string
let url: string
let token: string

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  url = await t.app.http.listen({ port: 0, host: '127.0.0.1' })
  const all = people(t.db, t.app.database)
  const company = await all.company('Mallitalo Oy')
  const seller = await all.businessIdOf(company)
  const client = await signedIn(t, await all.personWith(company, 'BOOKKEEPER'))
  const { createApiToken } = await client.run(
    'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret error { code } } }',
    { input: { name: 'shell', readOnly: false, expiresOn: '2026-12-31' } },
  )
  token = createApiToken.secret
  folder = await mkdtemp(join(tmpdir(), 'duetto-import-'))
  await mkdir(join(folder, 'bank'))
  await writeFile(join(folder, 'invoice-1.xml'), invoiceFile({ seller, number: '1', total: '124.00' }).content)
  await writeFile(join(folder, 'invoice-2.xml'), invoiceFile({ seller, number: '2', total: '50.00' }).content)
  await writeFile(join(folder, 'notes.pdf'), 'no')
  const money = [{ archiveId: 'A', amount: '124.00', reference: referenceOf('1') }]
  await writeFile(join(folder, 'bank', 'a.xml'), bankFile({ id: 'B', money }).content)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await t.close()
})

async function run(...patterns: string[]) {
  const [output, bar] = [new PassThrough(), new PassThrough()]
  bar.resume()
  const code = await runImport(patterns, new ImportServer(url, token), output, bar)
  output.end()
  return { code, told: (await text(output)).replaceAll(/ {2,}/g, ' | ').trim().split('\n') }
}

describe('the import command', () => {
  it('takes a folder: e-invoices first, then the payments for them', async () => {
    const { code, told } = await run(folder)
    expect(told).toEqual([
      'imported | invoice-1.xml | 1 | 124.00 EUR unpaid',
      'imported | invoice-2.xml | 2 | 50.00 EUR unpaid',
      'imported | a.xml | 124.00 EUR | Mallitalo Oy: BOOKED MATCHED',
      '',
      '3 files: 3 imported, 0 already there, 0 refused',
    ])
    expect(code).toBe(0)
  })

  it('run again imports nothing and ends well', async () => {
    const { code, told } = await run(folder)
    expect(told.at(-1)).toBe('3 files: 0 imported, 3 already there, 0 refused')
    expect(code).toBe(0)
  })

  it('ends with 1 when something was refused, and says what to do', async () => {
    const { code, told } = await run(join(folder, 'notes.pdf'), join(folder, 'invoice-1.xml'))
    expect(told[0]).toMatch(/^refused \| notes\.pdf .*NOT_FINVOICE \(line 1\): .*Send Finvoice/)
    expect(code).toBe(1)
  })

  it.each([
    ['a file that is not there', async () => run(join(folder, 'none.xml'))],
    [
      'a token that does not work',
      async () => {
        const output = new PassThrough()
        const code = await runImport([folder], new ImportServer(url, 'wrong'), output, new PassThrough().resume())
        return { code, told: [String(output.read())] }
      },
    ],
    [
      'no server',
      async () => {
        const output = new PassThrough()
        const code = await runImport(
          [folder],
          new ImportServer('http://127.0.0.1:1', token),
          output,
          new PassThrough().resume(),
        )
        return { code, told: [String(output.read())] }
      },
    ],
  ])('ends with 2 and one line for %s', async (_, act) => {
    const { code, told } = await act()
    expect(code).toBe(2)
    expect(told.join('\n').trim().split('\n')).toHaveLength(1)
  })

  it('resolves patterns itself where the shell does not', async () => {
    expect(await findFiles([join(folder, 'invoice-*.xml'), join(folder, 'invoice-1.xml')])).toEqual(
      ['invoice-1.xml', 'invoice-2.xml'].map((name) => join(folder, name)),
    )
  })

  it('needs a token and something to import', () => {
    expect(readCommand(['x.xml'], { DUETTO_TOKEN: 'a', DUETTO_URL: 'http://duetto.test' })).toEqual({
      url: 'http://duetto.test',
      token: 'a',
      patterns: ['x.xml'],
    })
    expect(readCommand(['--url', 'http://other.test', '--token', 'b', 'x.xml'], { DUETTO_TOKEN: 'a' })).toMatchObject({
      url: 'http://other.test',
      token: 'b',
    })
    expect(readCommand(['x.xml'], {})).toMatch(/^An API token is needed/)
    expect(readCommand([], { DUETTO_TOKEN: 'a' })).toMatch(/FILE\.\.\./)
    expect(readCommand(['--wrong'], {})).toMatch(/--wrong/)
  })
})
