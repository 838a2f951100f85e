import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { SessionService } from '../../server/src/access/session.service.ts'
import { SignInThrottle } from '../../server/src/access/throttle.ts'
import { migrations } from '../../server/src/migrations.ts'
import { loginRoles } from '../../server/src/platform/database/connection.ts'
import { Database } from '../../server/src/platform/database/database.ts'
import { migrate } from '../../server/src/platform/migration/migrate.ts'
import { TEST_POOLS, type TestDatabase } from '../kit/database.ts'
import { nobody, PASSWORD, people } from '../kit/people.ts'

/** A server of one's own gives the product a role that owns its database and makes roles, but is no superuser. */
async function plainOwner(superuser: Client): Promise<{ ownerUrl: string; name: string }> {
  const name = `owner_${randomBytes(4).toString('hex')}`
  const url = new URL(inject('ownerUrl'))
  // The password of the server's first owner: the other roles' passwords follow from it, and other tests use them too.
  const password = decodeURIComponent(url.password)
  await superuser.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD '${password}'`)
  // On such a server this owner would have made these roles itself; here they are there already.
  await superuser.query(`GRANT ${loginRoles.join(', ')}, duetto_guard TO ${name} WITH ADMIN OPTION`)
  await superuser.query(`CREATE DATABASE ${name} OWNER ${name}`)
  Object.assign(url, { username: name, pathname: `/${name}` })
  return { ownerUrl: url.toString(), name }
}

test('an owner without superuser migrates, and forced row security still lets people in to their companies only', async () => {
  const superuser = new Client(inject('ownerUrl'))
  await superuser.connect()
  const { ownerUrl, name } = await plainOwner(superuser)
  const database = await migrate({ ownerUrl }, migrations).then(() =>
    Database.open({ address: { ownerUrl }, entities: [], pools: TEST_POOLS }),
  )
  try {
    const make = people({} as TestDatabase, database)
    const [linked, outside] = [await make.company(), await make.company()]
    const userId = await make.user()
    await make.masterId([userId], [linked])
    const user = await database.agency('system', (unit) =>
      unit.row<{ email: string }>('SELECT email FROM access.app_user WHERE id = $1', [userId]),
    )
    const attempt = { email: user?.email ?? '', password: PASSWORD, address: '192.0.2.1' }
    const opened = await new SessionService(database, new SignInThrottle(database)).signIn(nobody(), attempt)
    if (!opened.ok) throw new Error(opened.error.code)
    const { unit, identity } = await database.enter(opened.value.credential)
    const seen = await unit.rows<{ company_id: bigint }>('SELECT company_id FROM access.company')
    await unit.end('COMMIT')
    expect(identity?.user_id).toBe(userId)
    expect(seen.map((row) => row.company_id)).toEqual([linked])
    expect(outside).not.toBe(linked)
  } finally {
    await database.close()
    await superuser.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await superuser.query(`DROP OWNED BY ${name}`)
    await superuser.query(`DROP ROLE ${name}`)
    await superuser.end()
  }
})
