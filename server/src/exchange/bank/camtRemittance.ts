import { parseReference } from '../../kernel/referenceNumber.ts'
import { amountOf } from '../decimalText.ts'
import { childrenOf, find, textAt, textsOf, type XmlElement } from '../xml/element.ts'
import type { BankTransaction, Remittance } from './statement.ts'

// Banks cut the 140 characters of a message into lines of 35; a full line goes on in the next.
const LINE_LENGTH = 35

/** The payer's message in one piece. */
export function messageOf(lines: readonly string[]): string | undefined {
  if (lines.length === 0) return undefined
  const text = lines.reduce((before, line, index) => {
    const previous = lines[index - 1]
    return `${before}${previous !== undefined && previous.length !== LINE_LENGTH ? ' ' : ''}${line}`
  }, '')
  return text.replace(/\s+/g, ' ')
}

function readStructured(structured: XmlElement): Remittance | undefined {
  const rawReference = textAt(structured, 'CdtrRefInf/Ref')
  const reference = rawReference === undefined ? undefined : parseReference(rawReference)
  const document = textAt(structured, 'RfrdDocInf/Nb')
  const creditAmount = find(structured, 'RfrdDocAmt/CdtNoteAmt')
  const amountElement =
    creditAmount ?? find(structured, 'RfrdDocAmt/RmtdAmt') ?? find(structured, 'RfrdDocAmt/DuePyblAmt')
  const amount = amountElement && amountOf(amountElement.text, amountElement.attributes.Ccy ?? '')
  if (rawReference === undefined && document === undefined) return undefined
  return {
    creditNote: creditAmount !== undefined || textAt(structured, 'RfrdDocInf/Tp/CdOrPrtry/Cd') === 'CREN',
    ...(rawReference === undefined ? {} : { rawReference }),
    ...(reference === undefined ? {} : { reference }),
    ...(document === undefined ? {} : { document }),
    ...(amount ? { amount } : {}),
  }
}

type Purpose = Pick<BankTransaction, 'remittances' | 'reference' | 'rawReference' | 'message'>

/** What a payment is for. Several different references leave the choice to a person: `reference` is then not set. */
export function readPurpose(details: XmlElement): Purpose {
  const information = childrenOf(details, 'RmtInf')
  const structured = information.flatMap((element) => childrenOf(element, 'Strd'))
  const remittances = structured.map(readStructured).filter((remittance) => remittance !== undefined)
  const valid = new Set(remittances.map((remittance) => remittance.reference).filter((one) => one !== undefined))
  const written = new Set(remittances.map((remittance) => remittance.rawReference).filter((one) => one !== undefined))
  const message = messageOf(information.flatMap((element) => textsOf(element, 'Ustrd')))
  const [reference] = valid
  const [rawReference] = written
  return {
    remittances,
    ...(valid.size === 1 ? { reference } : {}),
    ...(written.size === 1 ? { rawReference } : {}),
    ...(message === undefined ? {} : { message }),
  } as Purpose
}
