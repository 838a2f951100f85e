import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBankFile } from '../../server/src/exchange/bank/read.ts'
import { readFinvoice } from '../../server/src/exchange/finvoice/read.ts'
import { writeFinvoice } from '../../server/src/exchange/finvoice/write.ts'
import { BANK_LIMITS, FINVOICE_LIMITS } from '../../server/src/exchange/xml/limits.ts'
import { einvoice } from './einvoices.ts'
import { gather, inChunks } from './gathered.ts'

const MIB = 1024 * 1024

const [invoice] = fc.sample(einvoice, { numRuns: 1, seed: 42 })
if (!invoice) throw new Error('no sample')
const good = writeFinvoice(invoice, 'UTF-8')

async function codesOf(bytes: Uint8Array | string): Promise<(string | undefined)[]> {
  const answers = await gather(readFinvoice(Buffer.from(bytes)))
  return answers.map(({ result }) => (result.ok ? 'ok' : result.error.code))
}

function withPrologue(prologue: string, body = good.toString('utf8')): string {
  return body.replace(/^<\?xml[^>]*\?>\n/, `$&${prologue}\n`)
}

const LAUGHS = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')

describe('an XML bomb', () => {
  it.each([
    ['a billion laughs', `<!DOCTYPE Finvoice [<!ENTITY l0 "lol">${LAUGHS}]>`],
    ['an external entity', '<!DOCTYPE Finvoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['a parameter entity', '<!DOCTYPE Finvoice [<!ENTITY % p SYSTEM "http://host.example/p.dtd"> %p;]>'],
    ['an external DTD with a subset', '<!DOCTYPE Finvoice SYSTEM "Finvoice.dtd" [<!ELEMENT a ANY>]>'],
  ])('%s is refused before anything is expanded, and the next document is read', async (_name, doctype) => {
    const bomb = withPrologue(doctype).replace(/<BuyerOrganisationName>[^<]*/, '<BuyerOrganisationName>&l9;')
    expect(await codesOf(bomb + good.toString('utf8'))).toEqual(['XML_ENTITY_REFUSED', 'ok'])
  })

  it('an entity that is nowhere defined is broken XML', async () => {
    expect(await codesOf(good.toString('utf8').replace(/<InvoiceNumber>[^<]*/, '<InvoiceNumber>&number;'))).toEqual([
      'NOT_WELL_FORMED',
    ])
  })

  it('a DOCTYPE line that only names a DTD is let through and fetches nothing', async () => {
    expect(await codesOf(withPrologue('<!DOCTYPE Finvoice SYSTEM "http://127.0.0.1:9/Finvoice.dtd">'))).toEqual(['ok'])
    expect(await codesOf(withPrologue('<!DOCTYPE Finvoice SYSTEM "odd[name].dtd">'))).toEqual(['ok'])
  })

  it.each([
    ['XML_TOO_DEEP', '<a>'.repeat(100_000)],
    ['XML_TOO_MANY_ELEMENTS', `<Finvoice Version="3.0">${'<a/>'.repeat(FINVOICE_LIMITS.elements)}</Finvoice>`],
    [
      'XML_TOO_MANY_ELEMENTS',
      `<Finvoice ${Array.from({ length: FINVOICE_LIMITS.elements }, (_, i) => `a${i}=""`).join(' ')}/>`,
    ],
    ['XML_TEXT_TOO_LONG', `<Finvoice Version="3.0"><a>${'x'.repeat(FINVOICE_LIMITS.textLength + 1)}</a></Finvoice>`],
    ['DOCUMENT_TOO_LARGE', `<Finvoice>${' '.repeat(FINVOICE_LIMITS.documentBytes)}</Finvoice>`],
  ])('%s stops at the limit, and the next document is read', async (code, document) => {
    expect(await codesOf(document + good.toString('utf8'))).toEqual([code, 'ok'])
  })

  it('more documents than a file may hold are told so', async () => {
    const limits = { ...FINVOICE_LIMITS, documents: 3 }
    const answers = await gather(readFinvoice(Buffer.concat(Array(5).fill(good)), limits))
    expect(answers.map(({ result }) => (result.ok ? 'ok' : result.error.code))).toEqual([
      'ok',
      'ok',
      'ok',
      'TOO_MANY_DOCUMENTS',
    ])
  })
})

/** 200 MiB that never end a document, told how much of them was asked for and whether the sender was stopped. */
function endless(start: string) {
  const sent = { bytes: 0, stopped: false }
  async function* send(): AsyncGenerator<Uint8Array> {
    try {
      const first = Buffer.from(start)
      sent.bytes += first.length
      yield first
      const chunk = Buffer.alloc(MIB, '<a>text</a>\n')
      while (sent.bytes < 200 * MIB) {
        sent.bytes += chunk.length
        yield chunk
      }
    } finally {
      sent.stopped = true
    }
  }
  return { sent, source: send() }
}

describe('a file of 200 MB', () => {
  it('of e-invoices is read no further than its limit, and the sender is stopped', async () => {
    const { sent, source } = endless(`${good.toString('utf8')}<?xml version="1.0"?><Finvoice Version="3.0">`)
    const answers = await gather(readFinvoice(source))
    expect(answers.map(({ result }) => (result.ok ? 'ok' : result.error.code))).toEqual(['ok', 'FILE_TOO_LARGE'])
    expect(sent.bytes).toBeLessThanOrEqual(FINVOICE_LIMITS.fileBytes + MIB)
    expect(sent.stopped).toBe(true)
  })

  it.each([
    ['statement', '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'],
    ['reference-payment file', `0${'0603032359'.padEnd(89, '0')}\n${'3'.padEnd(90, '0')}\n`],
  ])('as a %s is read no further than its limit, and the sender is stopped', async (_name, start) => {
    const { sent, source } = endless(start)
    const answers = await gather(readBankFile(source))
    expect(answers.map(({ result }) => (result.ok ? 'ok' : result.error.code))).toEqual(['FILE_TOO_LARGE'])
    expect(sent.bytes).toBeLessThanOrEqual(BANK_LIMITS.fileBytes + MIB)
    expect(sent.stopped).toBe(true)
  })

  it('that is no bank file is not read at all beyond its beginning', async () => {
    const { sent, source } = endless('%PDF-1.7\n')
    expect((await gather(readBankFile(source)))[0]?.result).toMatchObject({
      ok: false,
      error: { code: 'NOT_BANK_FILE' },
    })
    expect(sent.bytes).toBeLessThan(3 * MIB)
  })
})

describe('a damaged file', () => {
  it('cut anywhere is refused, never imported in part', async () => {
    const end = good.toString('utf8').trimEnd().length
    const bytes = Buffer.from(good.toString('utf8').trimEnd())
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: Math.min(end, bytes.length) - 1 }), async (length) => {
        const answers = await gather(readFinvoice(bytes.subarray(0, length)))
        expect(answers).toHaveLength(1)
        expect(answers[0]?.result.ok).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('cut in the middle does not take the next document along', async () => {
    const half = good.subarray(0, good.length >> 1)
    expect(await codesOf(Buffer.concat([half, Buffer.from('\n'), good]))).toEqual(['NOT_WELL_FORMED', 'ok'])
  })

  it('under one root costs only the invoice that is broken', async () => {
    const body = good.toString('utf8').replace(/^<\?xml[^>]*\?>\n/, '')
    const broken = body.replace('</InvoiceNumber>', '</Invoicenumber>')
    expect(await codesOf(`<Batch>${body}${broken}${body}${body}</Batch>`)).toEqual([
      'ok',
      'NOT_WELL_FORMED',
      'ok',
      'ok',
    ])
  })

  it.each([
    ['the invoice', '</Finvoice>'],
    ['its last part', '</EpiDetails>'],
  ])('that does not end %s is refused although what is around it ends', async (_name, end) => {
    const body = good
      .toString('utf8')
      .replace(/^<\?xml[^>]*\?>\n/, '')
      .replace(end, '')
    expect(await codesOf(`<Batch>${body}</Batch>`)).toEqual(['NOT_WELL_FORMED'])
  })

  it('in UTF-16 is read by its byte order mark', async () => {
    const text = good.toString('utf8').replace('encoding="UTF-8"', 'encoding="UTF-16"')
    expect(await codesOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(['ok'])
    expect(await codesOf(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toEqual(['ok'])
  })

  it('in an encoding that it does not name is refused, not misread', async () => {
    const latin = Buffer.from('<?xml version="1.0"?><Finvoice Version="3.0">\n\n<a>Myyj\xe4</a></Finvoice>', 'latin1')
    const [answer] = await gather(readFinvoice(latin))
    expect(answer?.result).toMatchObject({ ok: false, error: { code: 'XML_ENCODING_INVALID', line: 3 } })
    expect(await codesOf('<?xml version="1.0" encoding="EBCDIC-CP-FI"?><a/>')).toEqual(['XML_ENCODING_UNSUPPORTED'])
  })

  it('that is UTF-8 but says ISO-8859-15 is read as what it is, with a warning', async () => {
    const mislabelled = Buffer.from(
      writeFinvoice({ ...invoice, number: 'Ä1' }, 'UTF-8')
        .toString('utf8')
        .replace('UTF-8', 'ISO-8859-15'),
    )
    const [answer] = await gather(readFinvoice(mislabelled))
    expect(answer?.result).toMatchObject({ ok: true, value: { number: 'Ä1' } })
    expect(answer?.warnings.map((warning) => warning.code)).toContain('ENCODING_MISLABELLED')
  })

  it.each([
    ['NO_INVOICE_FOUND', ''],
    ['NO_INVOICE_FOUND', ' \n\n '],
    ['NO_INVOICE_FOUND', '<Envelope><Body/></Envelope>'],
    ['NOT_FINVOICE', '%PDF-1.7'],
    ['NOT_FINVOICE', 'PK\x03\x04'],
    ['NOT_FINVOICE', 'number;date;sum\n1;2;3\n'],
    ['NOT_FINVOICE', '<html><body>Sign in</body></html>'],
    ['NOT_FINVOICE', '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'],
    ['NOT_WELL_FORMED', '<'],
  ])('gets %s for %j', async (code, content) => {
    expect(await codesOf(content)).toEqual([code])
  })
})

describe('whatever bytes arrive', () => {
  const camt = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<Ntfctn><Id>1</Id><Acct><Id><IBAN>FI2112345600000785</IBAN></Id></Acct><Ntry><Amt Ccy="EUR">1.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-02</Dt></BookgDt></Ntry></Ntfctn>
</BkToCstmrDbtCdtNtfctn></Document>`
  const ktl = `0${'0603032359'.padEnd(89, '0')}\n${'9'.padEnd(90, '0')}\n`

  /** Random bytes, or a good file in which some were overwritten. */
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc
      .tuple(
        fc.constantFrom(good, Buffer.from(camt), Buffer.from(ktl)),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
      )
      .map(([file, hits]) => {
        const copy = Buffer.from(file)
        for (const [at, value] of hits) copy[at % copy.length] = value
        return copy
      }),
  )

  it.each([
    ['e-invoices', readFinvoice],
    ['bank files', readBankFile],
  ])('the reader of %s answers every document with a value or a code, a place and advice', async (_name, read) => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 300 }), async (file, size) => {
        const answers = await gather<{ result: { ok: boolean; error?: unknown } }>(read(inChunks(file, [size])))
        expect(answers.length).toBeGreaterThan(0)
        for (const { result } of answers) {
          if (result.ok) continue
          expect(result.error).toMatchObject({
            code: expect.stringMatching(/^[A-Z0-9_]+$/),
            message: expect.stringMatching(/./),
            advice: expect.stringMatching(/./),
            line: expect.any(Number),
          })
        }
      }),
      { numRuns: 400 },
    )
  })
})
