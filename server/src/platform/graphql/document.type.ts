import { Field, InputType, Int, ObjectType } from 'type-graphql'
import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { FileContent } from './fileContent.ts'
import { FileContentScalar } from './scalars.ts'
import { UserErrorType } from './userError.type.ts'

@InputType('FileInput', { description: 'A file to be imported.' })
export class FileInput {
  @Field(() => String, { description: 'The name of the file, for the answer.' })
  name!: string

  @Field(() => FileContentScalar, { description: 'What the file holds.' })
  content!: FileContent
}

@ObjectType('DocumentRefusal', {
  implements: UserErrorType,
  description: 'Why a file or a document in it was not taken in, where the reason stands, and what to do.',
})
export class DocumentRefusalType extends UserErrorType {
  @Field(() => Int, { nullable: true, description: 'The line of the file, from 1.' })
  line!: number | null

  @Field(() => String, { nullable: true, description: 'The path of the element, for files in XML.' })
  path!: string | null

  @Field(() => String, { description: 'What the sender of the file should do, in plain English.' })
  advice!: string
}

export function showDocumentRefusal(refusal: FormatRefusal): DocumentRefusalType & { __typename: string } {
  const { code, message, line, path, advice } = refusal
  return { __typename: 'DocumentRefusal', code, message, field: null, line, path: path ?? null, advice }
}
