/*
 * What a bank tells of money that leaves an account: an entry of several transfers, whole (camt.053) or in parts (camt.054),
 * a transfer that comes back, and its report on a payment file (pain.002). Written by hand: the product writes none of them.
 */

export interface EntryDraft {
  readonly iban: string
  readonly kind: '053' | '054'
  readonly id: string
  readonly on: string
  /** The bank's name of the entry. */
  readonly entryId?: string
  readonly total: string
  /** The payment file, as the bank names it; left out: it does not. */
  readonly messageId?: string
  /** How many it says there are. */
  readonly count: number
  /** The transfers, when the bank tells them. */
  readonly parts?: readonly { readonly endToEndId: string; readonly amount: string }[]
}

const amountOf = (text: string) => `<Amt Ccy="EUR">${text}</Amt>`

function document(kind: '053' | '054', id: string, iban: string, entry: string): Buffer {
  const [wrapper, report] = kind === '053' ? ['BkToCstmrStmt', 'Stmt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn']
  return Buffer.from(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.02"><${wrapper}>
<GrpHdr><MsgId>M${id}</MsgId><CreDtTm>2026-03-01T20:00:00Z</CreDtTm></GrpHdr>
<${report}><Id>${id}</Id><CreDtTm>2026-03-01T20:00:00Z</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${entry}
</${report}></${wrapper}></Document>`,
  )
}

/** One entry of several transfers that leave. */
export function entryFile({ iban, kind, id, on, entryId, total, messageId, count, parts = [] }: EntryDraft): Buffer {
  const file = messageId === undefined ? '' : `<PmtInfId>${messageId}</PmtInfId>`
  const details = parts.map(
    ({ endToEndId, amount }) =>
      `<TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId></Refs><AmtDtls><TxAmt>${amountOf(amount)}</TxAmt></AmtDtls></TxDtls>`,
  )
  const archive = entryId === undefined ? '' : `<AcctSvcrRef>${entryId}</AcctSvcrRef>`
  return document(
    kind,
    id,
    iban,
    `<Ntry>${amountOf(total)}<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${on}</Dt></BookgDt>${archive}
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><Btch>${file}<NbOfTxs>${count}</NbOfTxs></Btch>${details.join('')}</NtryDtls></Ntry>`,
  )
}

/** A transfer that comes back from the receiver's bank. */
export function returnFile(draft: {
  readonly iban: string
  readonly id: string
  readonly on: string
  readonly amount: string
  readonly endToEndId: string
  readonly reason: string
}): Buffer {
  const { iban, id, on, amount, endToEndId, reason } = draft
  return document(
    '053',
    id,
    iban,
    `<Ntry>${amountOf(amount)}<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${on}</Dt></BookgDt>
<AcctSvcrRef>${id}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId></Refs>
<RtrInf><Rsn><Cd>${reason}</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>`,
  )
}

export interface ReportDraft {
  readonly messageId: string
  readonly version?: string
  /** Of the whole file. */
  readonly group?: string
  readonly payment?: string
  readonly reason?: string
  readonly transfers?: readonly { readonly endToEndId: string; readonly status: string; readonly reason?: string }[]
}

function reasonOf(reason: string | undefined): string {
  if (reason === undefined) return ''
  const [code, ...words] = reason.split(' ')
  const more = words.length === 0 ? '' : `<AddtlInf>${words.join(' ')}</AddtlInf>`
  return `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn>${more}</StsRsnInf>`
}

/** A customer payment status report. */
export function statusReport({
  messageId,
  version = '03',
  group,
  payment,
  reason,
  transfers = [],
}: ReportDraft): Buffer {
  const each = transfers.map(
    (one) =>
      `<TxInfAndSts><OrgnlEndToEndId>${one.endToEndId}</OrgnlEndToEndId><TxSts>${one.status}</TxSts>${reasonOf(one.reason)}</TxInfAndSts>`,
  )
  const status = (name: string, value: string | undefined) => (value === undefined ? '' : `<${name}>${value}</${name}>`)
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-03-02T10:00:00Z</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${status('GrpSts', group)}${group ? reasonOf(reason) : ''}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>${messageId}</OrgnlPmtInfId>${status('PmtInfSts', payment)}${payment ? reasonOf(reason) : ''}${each.join('\n')}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>`,
  )
}
