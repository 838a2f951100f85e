import { expect, test } from 'vitest'
import { parseEmail, parsePhone } from './contact.ts'

test.each([
  ['040 123 4567', '+358401234567'],
  ['+358 (0)40 1234567', '+358401234567'],
  ['09 1234 5678', '+358912345678'],
  ['+46 70 123 45 67', '+46701234567'],
  ['00358401234567', '+358401234567'],
  ['12', undefined],
  ['+358 40', undefined],
  ['call me', undefined],
  ['', undefined],
])('the phone number %j is kept as %s', (text, expected) => {
  expect(parsePhone(text)).toBe(expected)
})

test.each([
  [' kh@yritys.example ', 'kh@yritys.example'],
  ['etunimi.sukunimi+duetto@sub.yritys.fi', 'etunimi.sukunimi+duetto@sub.yritys.fi'],
  ['a@b', undefined],
  ['a b@yritys.fi', undefined],
  ['a@yritys.fi\nBcc: b@yritys.fi', undefined],
  ['Name <a@yritys.fi>', undefined],
  ['a@b@yritys.fi', undefined],
])('the e-mail %j is read as %s', (text, expected) => {
  expect(parseEmail(text)).toBe(expected)
})
