import { createHmac } from 'node:crypto'

/*
 * How requests to the Netvisor web service say who asks: a message code over the address, the names and the moment,
 * keyed with both secrets. The secrets themselves are never sent.
 */

/** Who asks: the product as a partner of Netvisor, and the user of a company who has let it in. */
export interface NetvisorCredentials {
  /** The name under which the product shows in Netvisor. */
  readonly sender: string
  readonly partnerId: string
  readonly partnerKey: string
  readonly customerId: string
  readonly customerKey: string
  /** Business ID of the company asked about. */
  readonly organisationId: string
}

/** What makes each request one of its own; an answer is given once per transaction id. */
export interface RequestMoment {
  readonly at: Date
  readonly transactionId: string
}

const LANGUAGE = 'FI'
const PREFIX = 'X-Netvisor-Authentication-'

/** `2026-03-02 10:00:00.000`, UTC. */
function timestamp(at: Date): string {
  return at.toISOString().replace('T', ' ').replace('Z', '')
}

/** HMAC-SHA256 in hexadecimal, text and key in Latin-1, as the service computes it. */
export function macOf(url: string, credentials: NetvisorCredentials, moment: RequestMoment): string {
  const { sender, customerId, organisationId, customerKey, partnerKey } = credentials
  const parts = [
    url,
    sender,
    customerId,
    timestamp(moment.at),
    LANGUAGE,
    organisationId,
    moment.transactionId,
    unixTime(moment.at),
    customerKey,
    partnerKey,
  ]
  const key = Buffer.from(`${customerKey}&${partnerKey}`, 'latin1')
  return createHmac('sha256', key).update(parts.join('&'), 'latin1').digest('hex')
}

function unixTime(at: Date): string {
  return Math.floor(at.getTime() / 1000).toString()
}

export function signedHeaders(
  url: string,
  credentials: NetvisorCredentials,
  moment: RequestMoment,
): Readonly<Record<string, string>> {
  return {
    [`${PREFIX}Sender`]: credentials.sender,
    [`${PREFIX}CustomerId`]: credentials.customerId,
    [`${PREFIX}PartnerId`]: credentials.partnerId,
    [`${PREFIX}Timestamp`]: timestamp(moment.at),
    [`${PREFIX}TimestampUnix`]: unixTime(moment.at),
    [`${PREFIX}TransactionId`]: moment.transactionId,
    'X-Netvisor-Interface-Language': LANGUAGE,
    'X-Netvisor-Organisation-ID': credentials.organisationId,
    [`${PREFIX}MACHashCalculationAlgorithm`]: 'HMACSHA256',
    [`${PREFIX}MAC`]: macOf(url, credentials, moment),
  }
}
