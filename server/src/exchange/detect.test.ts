import { expect, it } from 'vitest'
import { describeFormat, detectFormat } from './detect.ts'

const ISO = 'urn:iso:std:iso:20022:tech:xsd'

it.each([
  ['FINVOICE', '<?xml version="1.0"?>\n<!DOCTYPE Finvoice SYSTEM "Finvoice.dtd">\n<Finvoice Version="2.01">'],
  ['FINVOICE', '<S:Envelope xmlns:S="x"><S:Body/></S:Envelope><?xml version="1.0"?><Finvoice Version="3.0">'],
  ['CAMT_052', `<Document xmlns="${ISO}:camt.052.001.02">`],
  ['CAMT_053', `\ufeff<?xml version="1.0"?><!-- a --><Document xmlns="${ISO}:camt.053.001.08">`],
  ['CAMT_054', `<Document xmlns="${ISO}:camt.054.001.02">`],
  ['ISO20022', `<Document xmlns="${ISO}:pain.001.001.03">`],
  ['PAIN_002', `<Document xmlns="${ISO}:pain.002.001.10">`],
  ['TEAPPSXML', '<INVOICE_CENTER><TRANSPORT_FRAME/>'],
  ['UBL', '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'],
  ['HTML', '<!DOCTYPE html><html>'],
  ['XML', '<note/>'],
  ['KTL', `0${'0603032359'.padEnd(89, '0')}\r\n3${'1'.repeat(89)}\r\n`],
  ['TITO', 'T00322100195030000000100440603060603060603062359'],
  ['PDF', '%PDF-1.7\n\0'],
  ['XLSX', 'PK\x03\x04\0\0[Content_Types].xml'],
  ['ZIP', 'PK\x03\x04\0\0invoice.xml'],
  ['CSV', 'number;date;sum\n1;2;3\n'],
  ['TEXT', 'Dear customer'],
  ['BINARY', '\x01\x02\x03'],
  ['EMPTY', ' \r\n'],
] as const)('%s is told from its beginning', (format, text) => {
  expect(detectFormat(Buffer.from(text))).toBe(format)
  expect(describeFormat(format)).not.toBe('')
})

it('UTF-16 is read by its byte order mark', () => {
  expect(detectFormat(Buffer.from('\ufeff<Finvoice>', 'utf16le'))).toBe('FINVOICE')
  expect(detectFormat(Buffer.from('\ufeff<Finvoice>', 'utf16le').swap16())).toBe('FINVOICE')
})
