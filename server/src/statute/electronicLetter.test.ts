import { expect, test } from 'vitest'
import { calendarDate as day } from '../kernel/calendarDate.ts'
import { consentEndsOn, consentLacks } from './electronicLetter.ts'

test.each([
  ['2026-03-02', '2027-03-02'],
  ['2028-02-29', '2029-02-28'],
])('513/1999, 5 §: a consent given on %s holds until %s', (given, end) => {
  expect(consentEndsOn(day(given))).toBe(end)
})

test.each([
  [null, null, '2026-03-02', 'NO_CONSENT'],
  ['2026-03-03', null, '2026-03-02', 'NO_CONSENT'],
  ['2026-03-02', null, '2026-03-02', undefined],
  ['2026-03-02', null, '2027-03-02', undefined],
  ['2026-03-02', null, '2027-03-03', 'CONSENT_ENDED'],
  ['2026-03-02', '2026-05-01', '2026-04-30', undefined],
  ['2026-03-02', '2026-05-01', '2026-05-01', 'CONSENT_WITHDRAWN'],
  ['2026-03-02', '2026-05-01', '2028-01-01', 'CONSENT_WITHDRAWN'],
])('a consent of %s, withdrawn %s, on %s: %s', (given, withdrawn, on, lacks) => {
  const consent =
    given === null ? null : { givenOn: day(given), withdrawnOn: withdrawn === null ? null : day(withdrawn) }
  expect(consentLacks(consent, day(on))).toBe(lacks)
})
