import { describe, expect, test } from 'vitest'
import { kindOfText } from './detectKind.ts'

describe('kindOfText', () => {
  test.each([
    ['a Finvoice', '<?xml version="1.0" encoding="ISO-8859-15"?>\n<Finvoice Version="3.0">', 'INVOICES'],
    [
      'a SOAP-framed Finvoice',
      '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">',
      'INVOICES',
    ],
    ['a camt.053 by its namespace', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">', 'BANK'],
    ['a camt.054 by its root', '<?xml version="1.0"?><ns2:Document><ns2:BkToCstmrDbtCdtNtfctn>', 'BANK'],
    ['a KTL list by its batch record', `0${'1'.repeat(40)}${' '.repeat(49)}`, 'BANK'],
    ['a text that is neither', 'Dear Sir, here are the invoices', 'INVOICES'],
    ['a workbook', 'PK\u0003\u0004xl/workbook.xml', 'TABLE'],
    ['a list with separators', 'Lasku;Asiakas;Summa\n1;Ostaja;1,00', 'TABLE'],
    ['an empty file', '', 'INVOICES'],
  ])('%s goes to %s → %s', (_name, head, kind) => {
    expect(kindOfText(head)).toBe(kind)
  })
})
