import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql'
import { kindAsked } from '../../access/audit.type.ts'
import { pageByMoment } from '../../access/auditTrail.store.ts'
import { encodeId } from '../../kernel/globalId.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { type ConnectionOf, FIRST, showPage } from '../../platform/graphql/paging.ts'
import type { StaffTrailNarrowing } from './staffTrail.store.ts'
import type { StaffTrail } from './staffTrail.ts'
import {
  StaffPersonType,
  StaffTrailConnection,
  type StaffTrailEntryType,
  StaffTrailFilterInput,
  showStaffEntry,
} from './staffTrail.type.ts'

@Resolver()
export class StaffTrailResolver {
  readonly #acts: StaffTrail

  constructor(acts: StaffTrail) {
    this.#acts = acts
  }

  @Query(() => StaffTrailConnection, {
    description: "The agency's book of what its staff did, the newest first. Staff only.",
  })
  async staffTrail(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
    @Arg('filter', () => StaffTrailFilterInput, { nullable: true, description: 'Which acts.' })
    filter?: StaffTrailFilterInput,
  ): Promise<ConnectionOf<StaffTrailEntryType>> {
    const page = pageByMoment(first, after, ['AGENCY', 'COMPANY'])
    const rows = await this.#acts.list(context.scope, narrowingOf(filter ?? {}), page)
    return showPage(rows, page, showStaffEntry, (row) => [row.at.toISOString(), row.book, row.id])
  }

  @Query(() => [StaffPersonType], { description: 'Everybody whose acts may stand in the book. Staff only.' })
  async staffPeople(@Ctx() context: OperationContext): Promise<StaffPersonType[]> {
    const people = await this.#acts.people(context.scope)
    return people.map(({ id, name }) => ({ id: encodeId('User', 0, id), name }))
  }
}

function narrowingOf(filter: StaffTrailFilterInput): StaffTrailNarrowing {
  const assignment = filter.assignmentId ? readId('StaffAssignment', filter.assignmentId) : null
  const file = filter.companyFileId ? readId('CompanyFile', filter.companyFileId) : null
  return {
    companyId: file?.companyId ?? assignment?.companyId ?? null,
    assignmentId: assignment?.id ?? null,
    staffId: filter.staffId ? readId('User', filter.staffId).id : null,
    actions: filter.actions ?? null,
    kind: kindAsked(filter.kind, filter.actions),
    from: filter.from ?? null,
    to: filter.to ?? null,
    search: filter.search?.trim() || null,
  }
}
