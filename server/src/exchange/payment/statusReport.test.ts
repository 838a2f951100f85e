import { expect, it } from 'vitest'
import { isRefusal, readStatusReports } from './statusReport.ts'

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.002.001'

async function read(text: string | Buffer) {
  const answers = []
  for await (const answer of readStatusReports(Buffer.from(text))) answers.push(answer)
  return answers
}

const report = (body: string, version = '03') =>
  `<?xml version="1.0"?>
<Document xmlns="${NAMESPACE}.${version}"><CstmrPmtStsRpt><GrpHdr><MsgId>B1</MsgId></GrpHdr>
${body}
</CstmrPmtStsRpt></Document>`
const GROUP = '<OrgnlGrpInfAndSts><OrgnlMsgId>DUETTO-1</OrgnlMsgId></OrgnlGrpInfAndSts>'

it('the status of each transfer is read with its reason in code and words', async () => {
  const [answer] = await read(
    report(`${GROUP}<OrgnlPmtInfAndSts><OrgnlPmtInfId>DUETTO-1</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>
<TxInfAndSts><OrgnlEndToEndId>S1-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Tili</AddtlInf><AddtlInf>lopetettu</AddtlInf></StsRsnInf></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>P2</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>`),
  )
  expect(answer).toMatchObject({
    ok: true,
    value: {
      originalMessageId: 'DUETTO-1',
      whole: { status: 'PART' },
      transfers: [
        { endToEndId: 'S1-1', status: 'RJCT', reason: 'AC04 Tili lopetettu' },
        { endToEndId: 'P2', status: 'ACSP' },
      ],
      refused: [],
    },
  })
})

it.each([
  [
    'of the group',
    `<OrgnlGrpInfAndSts><OrgnlMsgId>DUETTO-1</OrgnlMsgId><GrpSts>RJCT</GrpSts>
<StsRsnInf><Rsn><Prtry>X9</Prtry></Rsn></StsRsnInf></OrgnlGrpInfAndSts>`,
    { status: 'RJCT', reason: 'X9' },
  ],
  [
    'of the payment information, which is nearer',
    `<OrgnlGrpInfAndSts><OrgnlMsgId>DUETTO-1</OrgnlMsgId><GrpSts>ACTC</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><PmtInfSts>ACCP</PmtInfSts></OrgnlPmtInfAndSts>`,
    { status: 'ACCP' },
  ],
])('the status %s is that of the whole', async (_, body, whole) => {
  expect(await read(report(body))).toMatchObject([{ ok: true, value: { whole, transfers: [] } }])
})

it('what cannot be read of one transfer leaves the others', async () => {
  const [answer] = await read(
    report(`${GROUP}<OrgnlPmtInfAndSts>
<TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>P1</OrgnlEndToEndId><TxSts>MAYBE</TxSts></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>P2</OrgnlEndToEndId><TxSts>ACTC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>`),
  )
  expect(answer).toMatchObject({
    ok: true,
    value: {
      transfers: [{ endToEndId: 'P2' }],
      refused: [{ code: 'MISSING_ELEMENT', also: [{ code: 'STATUS_UNKNOWN' }] }],
    },
  })
})

it.each([
  ['without the name of the payment file', report('<OrgnlGrpInfAndSts/>'), 'MISSING_ELEMENT'],
  ['of a version that is not read', report(GROUP, '02'), 'STATUS_REPORT_UNSUPPORTED'],
  [
    'of another message',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>`,
    'STATUS_REPORT_UNSUPPORTED',
  ],
  ['that is no XML', 'PAIN', 'STATUS_REPORT_UNSUPPORTED'],
  ['that breaks off', report(GROUP).slice(0, 150), 'NOT_WELL_FORMED'],
])('a report %s is refused by its code', async (_, text, code) => {
  const [answer] = await read(text)
  expect(answer?.ok ? 'ok' : answer?.error.code).toBe(code)
})

it('every version from 03 to 14 is read', async () => {
  for (const version of ['03', '05', '10', '14']) {
    expect(await read(report(GROUP, version))).toMatchObject([{ ok: true, value: { originalMessageId: 'DUETTO-1' } }])
  }
})

it('only what will not be paid is a refusal', () => {
  expect((['RJCT', 'CANC', 'ACSP', 'PDNG', 'PART', 'ACTC'] as const).map(isRefusal)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
