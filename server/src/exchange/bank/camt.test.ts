import { describe, expect, it } from 'vitest'
import { money } from '../../kernel/money.ts'
import { readCamt } from './camt.ts'

const IBAN = 'FI2112345600000785'

interface EntryParts {
  amount: string
  currency: string
  direction: string
  status: string
  reversal: boolean
  archiveId: string
  details: string
}

function entry(parts: Partial<EntryParts> = {}): string {
  const { amount = '125.50', currency = 'EUR', direction = 'CRDT', status = '<Sts>BOOK</Sts>' } = parts
  const { reversal = false, archiveId = 'ENTRY1', details = '' } = parts
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${reversal ? '<RvslInd>true</RvslInd>' : ''}
${status}<BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-01</Dt></ValDt>
${archiveId && `<AcctSvcrRef>${archiveId}</AcctSvcrRef>`}${details && `<NtryDtls>${details}</NtryDtls>`}</Ntry>`
}

function payment(amount: string, archiveId: string, reference = '10016', more = ''): string {
  return `<TxDtls><Refs>${archiveId && `<AcctSvcrRef>${archiveId}</AcctSvcrRef>`}<EndToEndId>NOTPROVIDED</EndToEndId></Refs>
${amount && `<AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>`}${more}
<RmtInf><Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>`
}

function message(kind: '052' | '053' | '054', entries: string[], version = '02'): string {
  const [wrapper, report] = {
    '052': ['BkToCstmrAcctRpt', 'Rpt'],
    '053': ['BkToCstmrStmt', 'Stmt'],
    '054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
  }[kind]
  const namespace = `urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.${version}`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="${namespace}"><${wrapper}><GrpHdr><MsgId>M1</MsgId></GrpHdr><${report}><Id>${kind}-1</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id></Acct>
${entries.join('\n')}</${report}></${wrapper}></Document>`
}

async function read(file: string) {
  const answers = []
  for await (const answer of readCamt(Buffer.from(file))) answers.push(answer)
  return answers
}

async function single(file: string) {
  const [answer, ...others] = await read(file)
  expect(others).toEqual([])
  if (!answer?.result.ok) throw new Error('refused')
  return { statement: answer.result.value, warnings: answer.warnings.map((warning) => warning.code) }
}

async function keysOf(file: string): Promise<string[]> {
  return (await single(file)).statement.transactions.map((one) => one.key)
}

describe('the key of a payment', () => {
  const batch = entry({ amount: '251.00', details: payment('125.50', 'TX1') + payment('125.50', 'TX2') })

  it('is the same in a statement and in a notification', async () => {
    const statement = message('053', [entry({ amount: '1.00', archiveId: 'OTHER' }), batch], '08')
    const [, ...both] = await keysOf(statement)
    expect(await keysOf(message('054', [batch]))).toEqual(both)
  })

  it('rests on the entry and the place in it where payments have no archive id of their own', async () => {
    const file = message('054', [entry({ amount: '251.00', details: payment('125.50', '') + payment('125.50', '') })])
    const keys = await keysOf(file)
    expect(new Set(keys).size).toBe(2)
    expect(await keysOf(file)).toEqual(keys)
  })

  it('tells equal payments in one batch apart even when the bank gives them one archive id', async () => {
    const keys = await keysOf(
      message('054', [entry({ amount: '251.00', details: payment('125.50', 'TX') + payment('125.50', 'TX') })]),
    )
    expect(new Set(keys).size).toBe(2)
  })

  it('tells a reversal from the payment that it takes back', async () => {
    const details = payment('125.50', 'TX1')
    const { statement } = await single(
      message('053', [entry({ details }), entry({ details, direction: 'DBIT', reversal: true })]),
    )
    const [paid, back] = statement.transactions
    expect(back).toMatchObject({ direction: 'DBIT', reversal: true, reference: '10016' })
    expect(back?.key).not.toBe(paid?.key)
  })

  it('does not depend on how the reference is written', async () => {
    const padded = await keysOf(message('054', [entry({ details: payment('125.50', 'TX1', '00000000000000010016') })]))
    expect(padded).toEqual(await keysOf(message('053', [entry({ details: payment('125.50', 'TX1', 'RF0810016') })])))
  })
})

describe('an entry', () => {
  it('that is only announced is left out, and comes again when booked', async () => {
    const { statement, warnings } = await single(message('053', [entry({ status: '<Sts>PDNG</Sts>' })]))
    expect(statement.transactions).toEqual([])
    expect(warnings).toEqual(['ENTRY_NOT_BOOKED'])
    const booked = await single(message('053', [entry({ status: '<Sts><Cd>BOOK</Cd></Sts>' })], '08'))
    expect(booked.statement.transactions).toHaveLength(1)
  })

  it.each([
    ['AMOUNT_INVALID', entry({ amount: '8.85123' })],
    ['AMOUNT_INVALID', entry({ amount: '-8.85' })],
    ['AMOUNT_INVALID', entry({ currency: 'EURO' })],
    ['MISSING_ELEMENT', entry().replace(/<Amt.*?<\/Amt>/, '')],
    ['MISSING_ELEMENT', entry({ direction: 'BOTH' })],
    ['DATE_INVALID', entry().replaceAll(/<Dt>.*?<\/Dt>/g, '<Dt>2026-02-30</Dt>')],
  ])('that cannot be read is refused with %s, and the others are booked', async (code, damaged) => {
    const { statement } = await single(message('053', [entry(), damaged, entry({ archiveId: 'ENTRY2' })]))
    expect(statement.transactions).toHaveLength(2)
    expect(statement.refusedEntries).toMatchObject([{ code, advice: expect.stringMatching(/./) }])
  })

  it('takes more decimals when they are zeros', async () => {
    const { statement } = await single(message('053', [entry({ amount: '8.85000' })]))
    expect(statement.transactions).toMatchObject([
      { amount: money(885n), bookedOn: '2026-03-02', valueOn: '2026-03-01' },
    ])
  })

  it.each([
    ['BATCH_WITHOUT_DETAILS', '<Btch><NbOfTxs>2</NbOfTxs></Btch>'],
    ['DETAILS_WITHOUT_AMOUNTS', payment('', 'TX1') + payment('', 'TX2')],
    ['DETAILS_WITHOUT_AMOUNTS', payment('125.50', 'TX1') + payment('', 'TX2')],
    ['DETAILS_CONTRADICT', payment('125.50', 'TX1') + payment('1.00', 'TX2').replace('EUR', 'SEK')],
    ['DETAILS_CONTRADICT', payment('100.00', 'TX1') + payment('100.00', 'TX2')],
    ['DETAILS_CONTRADICT', payment('100.00', 'TX1')],
  ])('that its payments do not divide (%s) stays one transaction without a reference', async (detail, details) => {
    const { statement, warnings } = await single(message('053', [entry({ details })]))
    expect(statement.transactions).toMatchObject([{ detail, amount: money(12_550n) }])
    expect(statement.transactions[0]?.reference).toBeUndefined()
    expect(warnings).toEqual([detail])
  })

  it('sums details of both directions', async () => {
    const fee = payment('0.50', 'TX2').replace('<AmtDtls>', '<CdtDbtInd>DBIT</CdtDbtInd><AmtDtls>')
    const { statement } = await single(message('053', [entry({ details: payment('126.00', 'TX1') + fee })], '04'))
    expect(statement.transactions).toMatchObject([
      { direction: 'CRDT', amount: money(12_600n), batch: { ordinal: 1, size: 2 } },
      { direction: 'DBIT', amount: money(50n), batch: { ordinal: 2, size: 2, entryArchiveId: 'ENTRY1' } },
    ])
  })

  it('with several references leaves the choice to a person', async () => {
    const more = '<RmtInf><Strd><CdtrRefInf><Ref>1232</Ref></CdtrRefInf></Strd></RmtInf>'
    const { statement } = await single(message('054', [entry({ details: payment('125.50', 'TX1', '10016', more) })]))
    const [transaction] = statement.transactions
    expect(transaction?.reference).toBeUndefined()
    expect(transaction?.remittances.map((one) => one.reference)).toEqual(['1232', '10016'])
  })

  it('joins a message that the bank cut at 35 characters, and keeps other lines apart', async () => {
    const lines = ['Free text max 140 characters and ma', 'x 35 characters in one line', 'end']
    const more = `<RmtInf>${lines.map((line) => `<Ustrd>${line}</Ustrd>`).join('')}</RmtInf>`
    const { statement } = await single(message('054', [entry({ details: payment('125.50', 'TX1', '10016', more) })]))
    expect(statement.transactions[0]?.message).toBe(
      'Free text max 140 characters and max 35 characters in one line end',
    )
  })
})

describe('a message', () => {
  it.each(['02', '03', '04', '05', '06', '07', '08'])('of version %s is read', async (version) => {
    for (const kind of ['053', '054'] as const) {
      const { statement } = await single(message(kind, [entry()], version))
      expect(statement).toMatchObject({ kind, messageId: 'M1', statementId: `${kind}-1`, accountIban: IBAN })
    }
  })

  it.each([
    ['CAMT_052_NOT_BOOKED', message('052', [entry()])],
    ['CAMT_VERSION_UNSUPPORTED', message('053', [entry()], '13')],
    ['CAMT_VERSION_UNSUPPORTED', message('054', [entry()], '01')],
    [
      'NO_STATEMENT_FOUND',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt/></Document>',
    ],
    ['NOT_CAMT', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>'],
    ['NOT_CAMT', '<Finvoice Version="3.0"/>'],
    ['NOT_CAMT', ''],
    ['ACCOUNT_INVALID', message('053', [entry()]).replace(IBAN, '42')],
    ['MISSING_ELEMENT', message('053', [entry()]).replace('<Id>053-1</Id>', '')],
    ['NOT_WELL_FORMED', message('053', [entry()]).replace('</Stmt>', '')],
  ])('is refused with %s and books nothing', async (code, file) => {
    const answers = await read(file)
    expect(answers.map(({ result }) => (result.ok ? 'ok' : result.error.code))).toEqual([code])
  })

  it('that is broken does not stop the next one', async () => {
    const answers = await read(message('053', [entry()]).replace('</Stmt>', '') + message('054', [entry()]))
    expect(answers.map(({ result }) => (result.ok ? result.value.kind : result.error.code))).toEqual([
      'NOT_WELL_FORMED',
      '054',
    ])
  })
})
