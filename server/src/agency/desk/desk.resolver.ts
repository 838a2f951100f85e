import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import type { ConnectionOf } from '../../platform/graphql/paging.ts'
import { FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { CompanyFiles } from './companyFile.ts'
import {
  CompanyFileConnection,
  type CompanyFileEntryType,
  CompanyFileType,
  readPolicyInput,
  SetPolicyInput,
  SetPolicyPayload,
  showEntry,
  showFile,
} from './companyFile.type.ts'
import { showWorkItem, WorkCountType, WorkFilterInput, WorkItemConnection, type WorkItemType } from './desk.type.ts'
import type { WorkList } from './workList.ts'

@Resolver()
export class DeskResolver {
  readonly #work: WorkList
  readonly #files: CompanyFiles

  constructor(work: WorkList, files: CompanyFiles) {
    this.#work = work
    this.#files = files
  }

  @Query(() => WorkItemConnection, {
    description: 'What is due today and what waits for a person, the longest waiting first. Staff only.',
  })
  async workList(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
    @Arg('filter', () => WorkFilterInput, { nullable: true, description: 'Which work.' }) filter?: WorkFilterInput,
  ): Promise<ConnectionOf<WorkItemType>> {
    const page = readPage({ first, after }, 4)
    const wanted = { types: filter?.types ?? null, search: filter?.search ?? null }
    const items = await this.#work.list(context.scope, wanted, page)
    return showPage(
      items,
      page,
      (item) => showWorkItem(item, context.today),
      (item) => [item.since, item.type, item.companyId, item.id],
    )
  }

  @Query(() => [WorkCountType], { description: 'How much there is to do of each type. Staff only.' })
  workCounts(@Ctx() context: OperationContext): Promise<WorkCountType[]> {
    return this.#work.counts(context.scope)
  }

  @Query(() => CompanyFileConnection, { description: 'Companies that the agency works for, by name. Staff only.' })
  async companyFiles(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
    @Arg('search', () => String, { nullable: true, description: 'Part of a name, or a business ID.' }) search?: string,
  ): Promise<ConnectionOf<CompanyFileEntryType>> {
    const page = readPage({ first, after }, 2)
    const rows = await this.#files.list(context.scope, search ?? null, page)
    return showPage(rows, page, showEntry, (row) => [row.name ?? '', row.companyId])
  }

  @Query(() => CompanyFileType, { description: 'What the agency keeps about a company. Staff only.' })
  async companyFile(
    @Arg('id', () => ID, { description: 'Id of the company file.' }) id: string,
    @Ctx() context: OperationContext,
  ): Promise<CompanyFileType> {
    return showFile(await this.#files.find(context.scope, readId('CompanyFile', id).companyId))
  }

  @Mutation(() => SetPolicyPayload, {
    description:
      'A new version of the ladder policy of a company, for assignments to come; what runs keeps its version. Staff only.',
  })
  async setPolicy(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetPolicyInput, { description: 'The policy.' }) input: SetPolicyInput,
  ): Promise<SetPolicyPayload> {
    const { companyId } = readId('CompanyFile', input.companyFileId)
    const set = await this.#files.setPolicy(context.scope, companyId, readPolicyInput(input))
    if (!set.ok) return { file: null, error: showRefusal(set.error) }
    return { file: showFile(set.value), error: null }
  }
}
