import { expect, test } from 'vitest'
import { calendarDate as day } from '../../kernel/calendarDate.ts'
import { checkIdentity, type IdentityStatement, mayStateAgain, stateAgainFrom } from './identity.ts'

const today = day('2026-03-02')
const owner = { name: 'Oona Omistaja', bornOn: day('1970-05-06'), country: 'fi' }
const whole: IdentityStatement = {
  signing: 'ALONE',
  signatories: [' Malli Mallinen ', ''],
  owners: [owner],
  politicallyExposed: false,
}

test('A2: a statement for the identity check is kept trimmed; nobody needs to own a quarter', () => {
  expect(checkIdentity(whole, today)).toEqual({
    ok: true,
    value: { ...whole, signatories: ['Malli Mallinen'], owners: [{ ...owner, country: 'FI' }], explanation: null },
  })
  expect(checkIdentity({ ...whole, owners: [] }, today).ok).toBe(true)
})

test.each([
  [{ signatories: [' '] }, 'SIGNATORY_MISSING'],
  [{ owners: [{ ...owner, name: ' ' }] }, 'OWNER_INCOMPLETE'],
  [{ owners: [{ ...owner, country: 'Suomi' }] }, 'OWNER_INCOMPLETE'],
  [{ owners: [{ ...owner, bornOn: day('2026-03-03') }] }, 'OWNER_INCOMPLETE'],
  [{ owners: [{ ...owner, bornOn: day('1899-12-31') }] }, 'OWNER_INCOMPLETE'],
  [{ explanation: 'x'.repeat(1001) }, 'REASON_TOO_LONG'],
])('A2: a statement with %j is refused', (more, code) => {
  const checked = checkIdentity({ ...whole, ...more }, today)
  expect(checked.ok || checked.error.code).toBe(code)
})

test.each([
  [[], '2026-03-02'],
  [['2026-03-01', '2026-02-20'], '2026-03-02'],
  [['2026-03-01', '2026-02-20', '2026-02-10'], '2026-03-12'],
  [['2026-03-01', '2026-02-20', '2026-02-01', '2026-01-31'], '2026-03-03'],
  [['2026-03-01', '2026-02-20', '2026-01-31'], '2026-03-02'],
])('A3: rejected on %j, a company may state anew from %s on', (rejected, from) => {
  const days = rejected.map(day)
  expect(stateAgainFrom(days, today)).toBe(from)
  const may = mayStateAgain(days, today)
  expect(may.ok || may.error.values).toEqual(from === today ? true : { from })
})
