import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { companyById, userNameIn } from '../../access/access.loader.ts'
import { CompanyType } from '../../access/company.type.ts'
import type { FieldKind } from '../../exchange/table/headings.ts'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import { TableKindEnum } from './table.enums.ts'
import type { TableMappings } from './tableMapping.service.ts'
import { type MappingKey, mappingsOf } from './tableMapping.store.ts'

@ObjectType('SavedTableMapping', {
  description: 'How tables with these headings are read, as it was saved with an import.',
})
export class SavedTableMappingType {
  /** Not published. */
  companyId!: bigint
  savedById!: bigint | null

  @Field(() => TableKindEnum, { description: 'What such a table lists.' })
  kind!: FieldKind

  @Field(() => String, { description: 'Its name; one of a kind in a company.' })
  name!: string

  @Field(() => [String], { description: 'The headings that a table is recognised by.' })
  headings!: readonly string[]

  @Field(() => DateTimeScalar, { description: 'When it was last saved.' })
  savedAt!: Date
}

@InputType({ description: 'Another name for a saved mapping.' })
export class RenameTableMappingInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => TableKindEnum, { description: 'What its tables list.' })
  kind!: FieldKind

  @Field(() => String, { description: 'The name that it has.' })
  name!: string

  @Field(() => String, { description: 'The name that it gets, at most 100 characters.' })
  newName!: string
}

@InputType({ description: 'A saved mapping that is not wanted any more.' })
export class DeleteTableMappingInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => TableKindEnum, { description: 'What its tables list.' })
  kind!: FieldKind

  @Field(() => String, { description: 'Its name.' })
  name!: string
}

@ObjectType({ description: 'The company with its saved mappings, or why nothing was changed.' })
export class TableMappingPayload {
  @Field(() => CompanyType, { nullable: true, description: 'The company.' })
  company!: CompanyType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'MAPPING_UNKNOWN, MAPPING_NAME_TAKEN, MAPPING_NAME_TOO_LONG or NAME_MISSING.',
  })
  error!: UserErrorType | null
}

@Resolver(() => CompanyType)
export class TableMappingResolver {
  readonly #mappings: TableMappings

  constructor(mappings: TableMappings) {
    this.#mappings = mappings
  }

  @FieldResolver(() => [SavedTableMappingType], {
    description: 'The mappings that its tables are recognised by, by kind and name.',
  })
  async tableMappings(
    @Root() { companyId }: CompanyType,
    @Ctx() context: OperationContext,
  ): Promise<SavedTableMappingType[]> {
    const rows = await context.load(mappingsOf, companyId)
    return rows.map(({ savedBy, ...row }) => ({ ...row, savedById: savedBy }))
  }

  @Mutation(() => TableMappingPayload, {
    description: 'Gives a saved mapping of tables another name. Needs the right to import what its tables list.',
  })
  async renameTableMapping(
    @Ctx() context: OperationContext,
    @Arg('input', () => RenameTableMappingInput, { description: 'Which, and its new name.' })
    input: RenameTableMappingInput,
  ): Promise<TableMappingPayload> {
    return show(context, keyOf(input), await this.#mappings.rename(context.scope, keyOf(input), input.newName))
  }

  @Mutation(() => TableMappingPayload, {
    description:
      'Deletes a saved mapping of tables; what was imported by it stays. Needs the right to import what its tables list.',
  })
  async deleteTableMapping(
    @Ctx() context: OperationContext,
    @Arg('input', () => DeleteTableMappingInput, { description: 'Which.' }) input: DeleteTableMappingInput,
  ): Promise<TableMappingPayload> {
    return show(context, keyOf(input), await this.#mappings.remove(context.scope, keyOf(input)))
  }
}

@Resolver(() => SavedTableMappingType)
export class SavedTableMappingResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who last saved it.' })
  async savedBy(
    @Root() { companyId, savedById }: SavedTableMappingType,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    if (savedById === null) return null
    return (await context.load(userNameIn, { companyId, userId: savedById })) ?? null
  }
}

function keyOf({ companyId, kind, name }: DeleteTableMappingInput): MappingKey {
  return { companyId: readId('Company', companyId).id, kind, name }
}

async function show(
  context: OperationContext,
  { companyId }: MappingKey,
  result: Result<bigint>,
): Promise<TableMappingPayload> {
  if (!result.ok) return { company: null, error: showRefusal(result.error) }
  return { company: (await context.load(companyById, companyId)) ?? null, error: null }
}
