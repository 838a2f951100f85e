/** Which of the imports a file is for; the server reads and judges it either way. */
export type FileKind = 'INVOICES' | 'BANK' | 'TABLE'

const headBytes = 8 * 1024

/**
 * Looks at a file's beginning only: bank files are camt (a `BkToCstmr…` document) or KTL (fixed lines that begin with record codes 0, 3, 5
 * or 9), tables are workbooks (ZIP archives) or lines with separators; everything else goes to the import of e-invoices, whose refusal
 * says what is wrong.
 */
export function kindOfText(head: string): FileKind {
  const text = head.replace(/^\uFEFF/, '').trimStart()
  if (/BkToCstmr|urn:iso:std:iso:20022:tech:xsd:camt\./.test(text)) return 'BANK'
  if (text.startsWith('<')) return 'INVOICES'
  const firstLine = text.split(/\r?\n/, 1)[0] ?? ''
  if (/^[0359]\d{8,}/.test(firstLine) && firstLine.length >= 50) return 'BANK'
  return text.startsWith('PK\u0003\u0004') || /[;\t].*[;\t]/.test(firstLine) ? 'TABLE' : 'INVOICES'
}

export async function detectKind(file: File): Promise<FileKind> {
  if (/\.(csv|tsv|xlsx|xlsm)$/i.test(file.name)) return 'TABLE'
  return kindOfText(await file.slice(0, headBytes).text())
}
