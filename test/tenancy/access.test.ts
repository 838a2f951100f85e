import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { MasterIdLinkService } from '../../server/src/access/masterIdLink.service.ts'
import { addMember, endLink, linkCompany } from '../../server/src/access/provision.ts'
import { mayAnywhere, requireRight, rightsIn } from '../../server/src/access/rights.ts'
import { type Right, rightsOfRole, roles } from '../../server/src/kernel/permission.ts'
import { NotAllowed, NotFound } from '../../server/src/kernel/result.ts'
import type { Scope } from '../../server/src/kernel/scope.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { nobody, type People, people } from '../kit/people.ts'

let db: TestDatabase
let database: Database
let make: People
beforeAll(async () => {
  db = await testDatabase()
  database = await db.open()
  make = people(db, database)
})
afterAll(() => db[Symbol.asyncDispose]())

async function companiesSeenBy(scope: Scope): Promise<bigint[]> {
  const rows = await database.read(scope, (unit) =>
    unit.rows<{ company_id: bigint }>('SELECT company_id FROM access.company ORDER BY company_id'),
  )
  return rows.map((row) => row.company_id)
}

describe('a role', () => {
  test.each(roles)('%s gives the rights of the table, and nothing elsewhere', async (given) => {
    const [own, other, person] = [
      await make.company('Own Oy'),
      await make.company('Other Oy'),
      await make.user('person'),
    ]
    await make.role(own, person, given)
    const scope = await make.scope(person)
    const seen = await database.read(scope, async (unit) => [
      [...(await rightsIn(unit, scope, own))].sort(),
      [...(await rightsIn(unit, scope, other))],
    ])
    expect(seen).toEqual([[...rightsOfRole[given]].sort(), []])
    expect(await companiesSeenBy(scope)).toEqual(rightsOfRole[given].includes('READ') ? [own] : [])
  })

  it('of an auditor reads and is refused everything else, by name', async () => {
    const [own, person] = [await make.company('Own Oy'), await make.user('auditor')]
    await make.role(own, person, 'AUDITOR')
    const scope = await make.scope(person)
    const asked = database.read(scope, (unit) => requireRight(unit, scope, own, 'SEND_REMINDER'))
    await expect(asked).rejects.toThrow(new NotAllowed('You do not have the right SEND_REMINDER in this company.'))
  })

  it('of a payroll accountant makes the company not exist', async () => {
    const [own, person] = [await make.company('Own Oy'), await make.user('payroll')]
    await make.role(own, person, 'PAYROLL_ACCOUNTANT')
    const scope = await make.scope(person)
    await expect(database.read(scope, (unit) => requireRight(unit, scope, own, 'READ'))).rejects.toThrow(NotFound)
  })

  it('holds from its first moment to its last only', async () => {
    const [past, future, current] = [
      await make.company('Past Oy'),
      await make.company('Future Oy'),
      await make.company('Current Oy'),
    ]
    const person = await make.user('temporary')
    const day = 24 * 3_600_000
    await make.role(past, person, 'BOOKKEEPER', {
      from: new Date(Date.now() - 2 * day),
      to: new Date(Date.now() - day),
    })
    await make.role(future, person, 'BOOKKEEPER', { from: new Date(Date.now() + day) })
    await make.role(current, person, 'BOOKKEEPER', { to: new Date(Date.now() + day) })
    const scope = await make.scope(person)
    expect(await companiesSeenBy(scope)).toEqual([current])
    expect([...(await database.read(scope, (unit) => rightsIn(unit, scope, past)))]).toEqual([])
  })

  it('that is taken away ends with the next operation of the same session', async () => {
    const [own, person] = [await make.company('Own Oy'), await make.user('leaver')]
    await make.role(own, person, 'BOOKKEEPER')
    const scope = await make.scope(person)
    expect(await companiesSeenBy(scope)).toEqual([own])
    await database.agency('system', (unit) =>
      unit.count('UPDATE access.membership SET valid_to = now() WHERE company_id = $1 AND user_id = $2', [own, person]),
    )
    expect(await companiesSeenBy(scope)).toEqual([])
  })
})

describe('a Master-ID', () => {
  it('opens the linked companies to each member, with the rights of the link and never ACTIVATE', async () => {
    const [a, b, outside] = [await make.company('A Oy'), await make.company('B Oy'), await make.company('Outside Oy')]
    const [one, two] = [await make.user('one'), await make.user('two')]
    await make.masterId([one, two], [a, b])
    for (const person of [one, two]) {
      const scope = await make.scope(person)
      expect(await companiesSeenBy(scope)).toEqual([a, b])
      const rights = await database.read(scope, (unit) => rightsIn(unit, scope, a))
      expect(rights.has('SEND_COLLECTION')).toBe(true)
      expect(rights.has('ACTIVATE')).toBe(false)
      expect([...(await database.read(scope, (unit) => rightsIn(unit, scope, outside)))]).toEqual([])
    }
  })

  it('cannot be linked with the right to activate, nor without the right to read', async () => {
    const own = await make.company('Own Oy')
    const masterId = await make.masterId([], [])
    for (const rights of [['READ', 'ACTIVATE'], ['SEND_REMINDER']] as const) {
      const linked = database.agency('system', (unit) =>
        linkCompany(unit, { companyId: own, masterId, mandate: 'Letter', rights }),
      )
      await expect(linked).rejects.toMatchObject({ code: '23514' })
    }
  })

  it('loses a company with the next statement after the link ended, and gets it back by a new link', async () => {
    const [a, b, person] = [await make.company('A Oy'), await make.company('B Oy'), await make.user('accountant')]
    const masterId = await make.masterId([person], [a, b])
    const scope = await make.scope(person)
    await database.agency('system', (unit) => endLink(unit, a, masterId))
    expect(await companiesSeenBy(scope)).toEqual([b])
    await expect(database.read(scope, (unit) => requireRight(unit, scope, a, 'READ'))).rejects.toThrow(NotFound)
    await database.agency('system', (unit) =>
      linkCompany(unit, { companyId: a, masterId, mandate: 'Second agreement' }),
    )
    expect(await companiesSeenBy(scope)).toEqual([a, b])
  })

  it('opens later links to members of before, and earlier links to later members', async () => {
    const [a, b] = [await make.company('A Oy'), await make.company('B Oy')]
    const [first, second] = [await make.user('first'), await make.user('second')]
    const masterId = await make.masterId([first], [a])
    await database.agency('system', async (unit) => {
      await linkCompany(unit, { companyId: b, masterId, mandate: 'Agreement' })
      await addMember(unit, masterId, second)
    })
    for (const person of [first, second]) expect(await companiesSeenBy(await make.scope(person))).toEqual([a, b])
  })

  it('that a member leaves closes all its companies to that member alone', async () => {
    const [a, stays, leaves] = [await make.company('A Oy'), await make.user('stays'), await make.user('leaves')]
    const masterId = await make.masterId([stays, leaves], [a])
    await database.agency('system', (unit) => addMember(unit, masterId, leaves, { from: new Date(0), to: new Date() }))
    expect(await companiesSeenBy(await make.scope(leaves))).toEqual([])
    expect(await companiesSeenBy(await make.scope(stays))).toEqual([a])
  })

  it('is ended by the company itself, through MANAGE_LINKS and nothing less', async () => {
    const [own, administrator, bookkeeper, accountant] = [
      await make.company('Own Oy'),
      await make.user('administrator'),
      await make.user('bookkeeper'),
      await make.user('accountant'),
    ]
    await make.role(own, administrator, 'COMPANY_ADMINISTRATOR')
    await make.role(own, bookkeeper, 'BOOKKEEPER')
    const masterId = await make.masterId([accountant], [own])
    const links = new MasterIdLinkService(database, 'http://localhost')
    await expect(links.end(await make.scope(bookkeeper), own, masterId)).rejects.toThrow(NotAllowed)
    await expect(links.end(await make.scope(accountant), own, masterId)).rejects.toThrow(NotAllowed)
    expect(await links.end(await make.scope(administrator), own, masterId)).toEqual({ ok: true, value: true })
    expect(await companiesSeenBy(await make.scope(accountant))).toEqual([])
    expect(await links.end(await make.scope(administrator), own, masterId)).toMatchObject({
      error: { code: 'NOT_LINKED' },
    })
  })

  it("is shown to the company's people, and a bureau sees its own link only", async () => {
    const [own, administrator, a, b] = [
      await make.company('Own Oy'),
      await make.user('administrator'),
      await make.user('a'),
      await make.user('b'),
    ]
    await make.role(own, administrator, 'USER_ADMINISTRATOR')
    const [first, second] = [await make.masterId([a], [own]), await make.masterId([b], [own])]
    const seen = async (person: bigint) =>
      (
        await database.read(await make.scope(person), (unit) =>
          unit.rows<{ id: bigint }>(
            'SELECT m.id FROM access.master_id_link l JOIN access.master_id m ON m.id = l.master_id ORDER BY m.id',
          ),
        )
      ).map((row) => row.id)
    expect(await seen(administrator)).toEqual([first, second])
    expect(await seen(a)).toEqual([first])
    expect(await seen(b)).toEqual([second])
  })
})

describe('a right in any company at all', () => {
  const may = (scope: Scope, ...wanted: Right[]) => database.read(scope, (unit) => mayAnywhere(unit, scope, wanted))

  test.each(roles)('comes from the role of %s in one of them', async (given) => {
    const person = await make.user('person')
    await make.role(await make.company('Own Oy'), person, given)
    const scope = await make.scope(person)
    for (const right of ['IMPORT_INVOICES', 'ACTIVATE', 'READ_AUDIT'] as const) {
      expect(await may(scope, right)).toBe(rightsOfRole[given].includes(right))
    }
  })

  it('comes from a link to a Master-ID that gives it, as long as the link lasts', async () => {
    const [a, b, person] = [await make.company('A Oy'), await make.company('B Oy'), await make.user('member')]
    await make.masterId([person], [a], ['READ', 'IMPORT_PAYMENTS'])
    const giving = await make.masterId([person], [b], ['READ', 'IMPORT_INVOICES'])
    const scope = await make.scope(person)
    expect(await may(scope, 'IMPORT_INVOICES')).toBe(true)
    expect(await may(scope, 'SEND_REMINDER', 'ACTIVATE')).toBe(false)
    await database.agency('system', (unit) => endLink(unit, b, giving))
    expect(await may(scope, 'IMPORT_INVOICES')).toBe(false)
    expect(await may(scope, 'IMPORT_INVOICES', 'IMPORT_PAYMENTS')).toBe(true)
  })

  it('is none of a person without companies, nor of nobody', async () => {
    expect(await may(await make.scope(await make.user('nobody')), 'READ')).toBe(false)
    expect(await may(nobody(), 'READ')).toBe(false)
  })
})
