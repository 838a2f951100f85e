import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { Right, Role } from '../kernel/permission.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, type Page, readPage, showPage } from '../platform/graphql/paging.ts'
import { RightEnum, RoleEnum } from './access.enums.ts'
import { companiesOfToken, companyById, companyCountOf, linksOfCompany, standingIn } from './access.loader.ts'
import { ApiTokenType } from './apiToken.type.ts'
import { companiesByName } from './company.store.ts'
import { CompanyConnection, CompanyType, showCompany } from './company.type.ts'
import { MasterIdLinkType, MasterIdType } from './masterId.type.ts'
import { requireUser } from './signedIn.ts'

@Resolver(() => CompanyType)
export class CompanyResolver {
  @Query(() => CompanyType, {
    nullable: true,
    description: 'One company; null when there is none that the viewer may see.',
  })
  async company(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: "The company's id." }) id: string,
  ): Promise<CompanyType | null> {
    requireUser(context.scope)
    return (await context.load(companyById, readId('Company', id).id)) ?? null
  }

  @Query(() => CompanyConnection, {
    description: 'The companies that the viewer may see, by name in Finnish alphabetical order.',
  })
  async companies(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, ...FIRST }) first: number | null,
    @Arg('after', () => String, AFTER) after?: string,
    @Arg('search', () => String, { nullable: true, description: 'Part of the name or business ID.' }) search?: string,
  ): Promise<ConnectionOf<CompanyType>> {
    requireUser(context.scope)
    const page = companyPage({ first: first ?? 50, after })
    const unit = await context.unit()
    const rows = await companiesByName(unit, page, search?.trim() || undefined)
    return showPage(rows, page, showCompany, (row) => [row.name, row.company_id])
  }

  @FieldResolver(() => [RoleEnum], {
    description: "The viewer's own roles in the company; empty for one who comes by a Master-ID.",
  })
  async myRoles(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<readonly Role[]> {
    return (await context.load(standingIn, company.companyId)).roles
  }

  @FieldResolver(() => [RightEnum], {
    description: 'What the viewer may do in the company, by roles and Master-IDs together.',
  })
  async myRights(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<Right[]> {
    return [...(await context.load(standingIn, company.companyId)).rights]
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer has a right to send invoices to the service.' })
  async viewerCanSend(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    const { rights } = await context.load(standingIn, company.companyId)
    return rights.has('SEND_REMINDER') || rights.has('SEND_COLLECTION')
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer has a right to import e-invoices or bank files.' })
  async viewerCanImport(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    const { rights } = await context.load(standingIn, company.companyId)
    return rights.has('IMPORT_INVOICES') || rights.has('IMPORT_PAYMENTS')
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer has the right to take the service into use.' })
  async viewerCanActivate(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    return (await context.load(standingIn, company.companyId)).rights.has('ACTIVATE')
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer may register payments and credit notes by hand and place money on invoices.',
  })
  async viewerCanRegisterPayments(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    return (await context.load(standingIn, company.companyId)).rights.has('REGISTER_PAYMENT')
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer may change statuses, due dates, costs and names of invoices by hand.',
  })
  async viewerCanUpdateStatus(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    return (await context.load(standingIn, company.companyId)).rights.has('UPDATE_STATUS')
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change customers and the settings of sales.' })
  async viewerCanEditCustomers(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    return (await context.load(standingIn, company.companyId)).rights.has('EDIT_CUSTOMERS')
  }

  @FieldResolver(() => [MasterIdLinkType], {
    description:
      "The company's links to Master-IDs, newest first, ended ones included. The company's own people see all of them, others those of their own Master-IDs.",
  })
  links(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<MasterIdLinkType[]> {
    return context.load(linksOfCompany, company.companyId)
  }
}

@Resolver(() => MasterIdType)
export class MasterIdResolver {
  @FieldResolver(() => Int, { description: 'How many companies are linked to it, of those that the viewer may see.' })
  companyCount(@Root() masterId: MasterIdType, @Ctx() context: OperationContext): Promise<number> {
    return context.load(companyCountOf, masterId.masterId)
  }
}

@Resolver(() => ApiTokenType)
export class ApiTokenResolver {
  @FieldResolver(() => [CompanyType], {
    description: 'The companies that it is limited to; empty when it is good for every company.',
  })
  companies(@Root() token: ApiTokenType, @Ctx() context: OperationContext): Promise<CompanyType[]> {
    return context.load(companiesOfToken, token.tokenId)
  }
}

function companyPage(args: { first: number; after?: string | undefined }): Page {
  const page = readPage(args, 2)
  const [name, id] = page.after ?? ['', '0']
  if (name === null || !/^\d{1,18}$/.test(id ?? '')) throw new BadInput('`after` is not a cursor of this list.')
  return page
}
