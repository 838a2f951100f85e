// Types and typed documents from the schema and a set of operations; used for the published documents here and for the pages in web/.
import { codegen } from '@graphql-codegen/core'
import * as documentPlugin from '@graphql-codegen/typed-document-node'
import * as typePlugin from '@graphql-codegen/typescript'
import * as operationPlugin from '@graphql-codegen/typescript-operations'
import { buildASTSchema, parse } from 'graphql'

/** TypeScript source of the schema's types and of one typed document per operation. `fileContent` is the type of an uploaded file. */
export function generateTypes({ sdl, documents, fileContent, filename }) {
  const schema = parse(sdl)
  const scalars = { Date: 'string', DateTime: 'string', Decimal: 'string', FileContent: fileContent }
  return codegen({
    filename,
    schema,
    schemaAst: buildASTSchema(schema),
    documents: documents.map(({ location, text }) => ({ location, document: parse(text) })),
    config: {
      scalars,
      strictScalars: true,
      enumsAsTypes: true,
      useTypeImports: true,
      documentMode: 'documentNode',
      dedupeFragments: true,
      avoidOptionals: { field: true, inputValue: false, object: false, defaultValue: false },
    },
    plugins: [{ types: {} }, { operations: {} }, { documents: {} }],
    pluginMap: { types: typePlugin, operations: operationPlugin, documents: documentPlugin },
  })
}
