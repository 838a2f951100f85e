import { describe, expect, it } from 'vitest'
import { readFilter } from './historyFilter.ts'

const read = (text: string) => readFilter(new URLSearchParams(text), ['STATUS_CHANGED'])

describe('the filter of the history in the address', () => {
  it.each([
    ['who=actor:STAFF', { actors: ['STAFF'] }],
    ['who=user:abc', { userIds: ['abc'] }],
    ['who=token:abc', { tokenIds: ['abc'] }],
    ['who=master:abc', { masterIds: ['abc'] }],
    ['action=STATUS_CHANGED', { actions: ['STATUS_CHANGED'] }],
    ['from=2026-03-01&to=2026-03-31', { from: '2026-03-01', to: '2026-03-31' }],
    ['', { kind: 'ACTS' }],
    ['shown=OPENINGS', { kind: 'OPENINGS' }],
    ['shown=ALL&action=STATUS_CHANGED', { actions: ['STATUS_CHANGED'], kind: null }],
    ['q=7001&subject=xyz', { search: '7001', subjectId: 'xyz' }],
  ])('%s', (text, expected) => {
    expect(read(text)).toMatchObject(expected)
  })

  it.each(['who=actor:NOBODY', 'who=abc', 'action=UNKNOWN', 'from=yesterday', 'shown=NOTHING'])(
    'leaves out what it does not know: %s',
    (text) => {
      expect(Object.values(read(text)).filter((value) => value !== null)).toEqual(['ACTS'])
    },
  )
})
