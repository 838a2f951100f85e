import { Field, ObjectType } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import { NodeType } from '../platform/graphql/node.type.ts'
import { connectionType } from '../platform/graphql/paging.ts'

@ObjectType('Company', {
  implements: NodeType,
  description: 'A creditor: keeps its own sales ledger and sends invoices to the service.',
})
export class CompanyType extends NodeType {
  /** Not published; other rooms hang their fields on it. */
  companyId!: bigint

  @Field(() => String, { description: 'Official name.' })
  name!: string

  @Field(() => String, { description: 'Finnish business ID, `NNNNNNN-C`.' })
  businessId!: string
}

export const CompanyConnection = connectionType('Company', () => CompanyType)

export interface CompanyRow {
  company_id: bigint
  name: string
  business_id: string
}

export function companyGlobalId(companyId: bigint): string {
  return encodeId('Company', companyId, companyId)
}

export function showCompany(row: CompanyRow): CompanyType & { __typename: 'Company' } {
  return {
    __typename: 'Company',
    id: companyGlobalId(row.company_id),
    companyId: row.company_id,
    name: row.name,
    businessId: row.business_id,
  }
}
