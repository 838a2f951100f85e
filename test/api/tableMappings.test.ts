import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { line, preview, table, take } from '../kit/tableImport.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const countOf = async (name: string, companyId: bigint) =>
  Number((await t.db.sql(`SELECT count(*) AS n FROM ledger.${name} WHERE company_id = $1`, [companyId]))[0]?.n)

describe('the saved mapping of tables', () => {
  const CHANGE = (name: string, type: string) =>
    `mutation ($input: ${type}!) { ${name}(input: $input) { company { tableMappings { kind name headings savedBy } } error { code } } }`
  const rename = async (own: Creditor, name: string, newName: string, kind = 'INVOICES') => {
    const input = { companyId: own.id, kind, name, newName }
    return (await own.client.run(CHANGE('renameTableMapping', 'RenameTableMappingInput'), { input })).renameTableMapping
  }
  const remove = async (own: Creditor, name: string) => {
    const input = { companyId: own.id, kind: 'INVOICES', name }
    return (await own.client.run(CHANGE('deleteTableMapping', 'DeleteTableMappingInput'), { input })).deleteTableMapping
  }

  it('gets another name or is deleted; tables are recognised by it until then, and what was imported stays', async () => {
    const own = await creditor(t)
    const content = table(line('180'))
    await take(own.client, own.id, content, { saveAs: 'Ohjelma' })
    const renamed = await rename(own, 'Ohjelma', '  Laskutus ')
    expect(renamed).toMatchObject({ error: null, company: { tableMappings: [{ kind: 'INVOICES', name: 'Laskutus' }] } })
    expect((await preview(own.client, own.id, content)).mappingName).toBe('Laskutus')
    expect((await remove(own, 'Laskutus')).company.tableMappings).toEqual([])
    expect((await preview(own.client, own.id, content)).mappingName).toBeNull()
    expect((await remove(own, 'Laskutus')).error.code).toBe('MAPPING_UNKNOWN')
    expect(await countOf('sales_invoice', own.companyId)).toBe(1)
    const acts = await t.db.sql(
      `SELECT before, after FROM access.audit_entry WHERE company_id = $1 AND action = 'TABLE_MAPPING_CHANGED' ORDER BY id`,
      [own.companyId],
    )
    expect(acts).toEqual([
      { before: { kind: 'INVOICES', name: 'Ohjelma' }, after: { kind: 'INVOICES', name: 'Laskutus' } },
      { before: { kind: 'INVOICES', name: 'Laskutus' }, after: null },
    ])
  })

  it('refuses a name that is missing, too long, taken, or of no mapping', async () => {
    const own = await creditor(t)
    for (const saveAs of ['A', 'B']) await take(own.client, own.id, table(line('190')), { saveAs })
    const codes = [
      await rename(own, 'A', ' '),
      await rename(own, 'A', 'x'.repeat(101)),
      await rename(own, 'A', 'B'),
      await rename(own, 'A', 'C', 'PAYMENTS'),
      await rename(own, 'A', 'A'),
    ].map(({ error }) => error?.code ?? null)
    expect(codes).toEqual(['NAME_MISSING', 'MAPPING_NAME_TOO_LONG', 'MAPPING_NAME_TAKEN', 'MAPPING_UNKNOWN', null])
  })
})
