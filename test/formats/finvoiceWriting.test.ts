import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFinvoice } from '../../server/src/exchange/finvoice/read.ts'
import { writeFinvoice } from '../../server/src/exchange/finvoice/write.ts'
import { einvoice } from './einvoices.ts'
import { type FieldSchema, fieldSchema } from './fieldSchema.ts'
import { fieldData, gather, inChunks } from './gathered.ts'

const encoding = fc.constantFrom('UTF-8' as const, 'ISO-8859-15' as const)

describe('a written Finvoice', () => {
  it('is read back as what was written, in either encoding', async () => {
    await fc.assert(
      fc.asyncProperty(einvoice, encoding, async (invoice, bytes) => {
        const [answer, ...others] = await gather(readFinvoice(writeFinvoice(invoice, bytes)))
        expect(others).toEqual([])
        expect(answer?.result).toEqual({ ok: true, value: invoice })
      }),
      { numRuns: 300 },
    )
  })

  it('stays whole among others, whatever pieces the file arrives in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(einvoice, encoding), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }),
        async (documents, sizes) => {
          const file = Buffer.concat(documents.map(([invoice, bytes]) => writeFinvoice(invoice, bytes)))
          const answers = await gather(readFinvoice(inChunks(file, sizes)))
          expect(answers.map((answer) => answer.result)).toEqual(documents.map(([value]) => ({ ok: true, value })))
          expect(answers.map((answer) => answer.index)).toEqual(documents.map((_, index) => index))
          const starts = file
            .toString('latin1')
            .split('\n')
            .flatMap((line, at) => (line.startsWith('<Finvoice') ? [at + 1] : []))
          expect(answers.map((answer) => answer.line)).toEqual(starts)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe.skipIf(!fieldData)('the schema of Finvoice 3.0 (read where DUETTO_FIELD_DATA points)', () => {
  let schema: FieldSchema

  beforeAll(() => {
    schema = fieldSchema('finvoice/schema/Finvoice3.0.xsd')
  })

  afterAll(() => schema.close())

  it('accepts everything that is written', () => {
    fc.assert(
      fc.property(einvoice, (invoice) => {
        schema.validate(writeFinvoice(invoice, 'UTF-8'))
      }),
      { numRuns: 200 },
    )
  })
})
