import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { xmlCleanupInputProvider, xmlRegisterInputProvider } from 'libxml2-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAcknowledgement, writeAcknowledgement } from '../../server/src/exchange/finvoice/acknowledgement.ts'
import { type FieldSchema, fieldSchema } from './fieldSchema.ts'
import { fieldData } from './gathered.ts'

/** Finvoiceack: what a receiver says of a Finvoice document. */
const taken = { creditor: '1234567-1', message: '0e37df36-f698-11e6-8dd4-cb9ced3df901', refusal: null }
const refused = {
  ...taken,
  refusal: { code: 'CREDITOR_UNKNOWN', text: 'No creditor has <this> business ID & no other.' },
}
const write = (said: typeof taken | typeof refused) =>
  writeAcknowledgement(said, `ACK-${said.message}`, '2026-03-02T10:00:00.000Z')

it.each([
  ['taken', taken],
  ['refused', refused],
])('a document %s is read back as it was written', async (_, said) => {
  expect(await readAcknowledgement(write(said))).toEqual({ ok: true, value: said })
})

it.each([
  ['another program’s refusal by its reason alone', '<Code>5</Code><Text>Vastaanottaja tuntematon</Text>', '', '5'],
  [
    'a remark that is no refusal',
    '<Code>0</Code><Text>OK</Text>',
    '<Error><Code>W1</Code><Text>x</Text><Severity>WARNING</Severity></Error>',
    null,
  ],
])('reads %s', async (_, reason, error, code) => {
  const text = write(taken)
    .toString()
    .replace(/<Reason>[\s\S]*<\/Reason>/, `<Reason>${reason}</Reason>`)
  const read = await readAcknowledgement(Buffer.from(text.replace('</Finvoiceack>', `${error}</Finvoiceack>`)))
  expect(read.ok && (read.value.refusal?.code ?? null)).toBe(code)
})

it.each([
  ['no XML', 'receipt'],
  ['another document', '<Finvoice Version="3.0"/>'],
  ['an acknowledgement of nothing', '<Finvoiceack Version="2.0"><Acknowledgement/></Finvoiceack>'],
])('is not read from %s', async (_, text) => {
  expect((await readAcknowledgement(Buffer.from(text))).ok).toBe(false)
})

describe.skipIf(!fieldData)('by the schema of the field', () => {
  let schema: FieldSchema
  beforeAll(() => {
    serveHeaderSchema()
    schema = fieldSchema('finvoice/schema/Finvoiceack.xsd')
  })
  afterAll(() => {
    schema.close()
    xmlCleanupInputProvider()
  })

  it.each([
    ['taken', taken],
    ['refused', refused],
  ])('a document %s is acknowledged validly', (_, said) => {
    expect(() => schema.validate(write(said))).not.toThrow()
  })

  it('an acknowledgement without its reason is not valid', () => {
    const spoilt = write(taken)
      .toString()
      .replace(/<Reason>[\s\S]*<\/Reason>/, '')
    expect(() => schema.validate(Buffer.from(spoilt))).toThrow()
  })
})

/**
 * The schema asks for the ebXML header's under a name that is not published beside it, and that one for schemas from the
 * net. The elements that an acknowledgement uses are taken from the header's own schema.
 */
function serveHeaderSchema(): void {
  const whole = readFileSync(join(fieldData ?? '', 'finvoice/schema/msg-header-2_0.xsd'), 'utf8')
  const wanted = ['PartyId', 'To', 'From', 'MessageId', 'Timestamp'].map((name) => {
    const short = new RegExp(`\\t<element name="${name}" type="[^"]*"/>`).exec(whole)
    const long = new RegExp(`\\t<element name="${name}">[\\s\\S]*?\\n\\t</element>`).exec(whole)
    return (short ?? long)?.[0] ?? ''
  })
  const text = /<simpleType name="non-empty-string">[\s\S]*?<\/simpleType>/.exec(whole)?.[0] ?? ''
  const space = 'http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd'
  const schema = `<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="${space}" xmlns:tns="${space}"
    elementFormDefault="qualified" attributeFormDefault="qualified">${text}${wanted.join('')}</schema>`
  const bytes = Buffer.from(schema)
  let at = 0
  xmlRegisterInputProvider({
    match: (name) => name.endsWith('FinvoiceackEb.xsd'),
    open: () => {
      at = 0
      return 1
    },
    read: (_, buffer) => {
      const part = bytes.subarray(at, at + buffer.byteLength)
      buffer.set(part)
      at += part.length
      return part.length
    },
    close: () => true,
  })
}
