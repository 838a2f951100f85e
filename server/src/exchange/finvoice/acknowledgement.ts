import { err, ok, type Result } from '../../kernel/result.ts'
import { readXmlDocuments, type XmlReading } from '../xml/documents.ts'
import { find, type XmlElement } from '../xml/element.ts'
import { FINVOICE_LIMITS } from '../xml/limits.ts'
import { encodeXml, leaf, node } from '../xml/write.ts'

/** What a receiver says of a Finvoice document (Finvoiceack 2.0). */
export interface Acknowledgement {
  /** The sender of the document: a creditor's business ID. */
  readonly creditor: string
  /** Its MessageIdentifier. */
  readonly message: string
  /** Null: taken. */
  readonly refusal: { readonly code: string; readonly text: string } | null
}

const ACK = 'http://www.pankkiyhdistys.fi/verkkolasku/finvoice/finvoiceack.xsd'
const EB = 'http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd'

/** The reason's code: taken, or not. What is wrong stands in Error with a code of its own. */
const TAKEN = '0'
const REFUSED = '1'

const RECEIVER = 'DUETTO'

/** Each end twice, as the schema asks: the party, and who carries for it. */
function parties(name: 'eb:From' | 'eb:To', party: string): string {
  const one = (id: string, role: string) => node(name, leaf('eb:PartyId', id), leaf('eb:Role', role))
  const role = name === 'eb:From' ? 'Sender' : 'Receiver'
  return one(party, role) + one('DUETTO', 'Intermediator')
}

/** The bytes of a Finvoiceack 2.0 document. `id` names the acknowledgement itself; `at` is an ISO 8601 moment. */
export function writeAcknowledgement({ creditor, message, refusal }: Acknowledgement, id: string, at: string): Buffer {
  const text = refusal ? 'The document was refused.' : 'The document was taken.'
  const content = [
    node(
      'Acknowledgement',
      parties('eb:From', RECEIVER),
      parties('eb:To', creditor),
      node('MessageData', leaf('eb:MessageId', id), leaf('eb:Timestamp', at)),
      node('Reason', leaf('Code', refusal ? REFUSED : TAKEN), leaf('Text', text)),
    ),
    node(
      'MessageTransmissionDetails',
      node('MessageSenderDetails', leaf('FromIdentifier', RECEIVER), leaf('FromIntermediator', 'DUETTO')),
      node('MessageReceiverDetails', leaf('ToIdentifier', creditor), leaf('ToIntermediator', 'DUETTO')),
      node(
        'MessageDetails',
        leaf('MessageIdentifier', id),
        leaf('MessageTimeStamp', at),
        leaf('RefToMessageIdentifier', message),
      ),
    ),
    refusal
      ? node('Error', leaf('Code', refusal.code), leaf('Text', refusal.text || '-'), leaf('Severity', 'ERROR'))
      : '',
  ].join('')
  return encodeXml(`<Finvoiceack xmlns="${ACK}" xmlns:eb="${EB}" Version="2.0">\n${content}</Finvoiceack>\n`, 'UTF-8')
}

const READING: XmlReading<XmlElement | undefined> = {
  limits: FINVOICE_LIMITS,
  resumeAt: /<(?:[\w.-]+:)?Finvoiceack[\s>]/,
  take: (name) => name === 'Finvoiceack',
  taken: (element) => [element],
  root: () => [],
  refused: () => [undefined],
  notXml: () => [undefined],
}

/** What an acknowledgement says, of this product's making or another's. The error says why it says nothing. */
export async function readAcknowledgement(bytes: Uint8Array): Promise<Result<Acknowledgement, string>> {
  const found: (XmlElement | undefined)[] = []
  for await (const element of readXmlDocuments(bytes, READING)) found.push(element)
  const [root, ...others] = found
  if (!root || others.length > 0) return err('It is not one Finvoiceack document.')
  const text = (path: string) => find(root, path)?.text.trim() ?? ''
  const message = text('MessageTransmissionDetails/MessageDetails/RefToMessageIdentifier')
  const creditor = text('MessageTransmissionDetails/MessageReceiverDetails/ToIdentifier')
  if (message === '' || creditor === '') return err('It does not say which document it is about.')
  const isError = find(root, 'Error') !== undefined && text('Error/Severity') !== 'WARNING'
  const code = text('Acknowledgement/Reason/Code')
  if (!isError && code === TAKEN) return ok({ creditor, message, refusal: null })
  const refusal = {
    code: text('Error/Code') || code || REFUSED,
    text: text('Error/Text') || text('Acknowledgement/Reason/Text'),
  }
  return ok({ creditor, message, refusal })
}
