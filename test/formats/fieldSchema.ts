import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { fieldFile } from './gathered.ts'

/** A schema of the field. It lies in memory that is not JavaScript's own, until it is closed. */
export interface FieldSchema {
  /** Throws when the document is not valid. */
  validate(document: Uint8Array): void
  close(): void
}

export function fieldSchema(path: string): FieldSchema {
  const schema = XmlDocument.fromBuffer(fieldFile(path))
  const validator = XsdValidator.fromDoc(schema)
  return {
    validate(bytes) {
      const document = XmlDocument.fromBuffer(bytes)
      try {
        validator.validate(document)
      } finally {
        document.dispose()
      }
    },
    close() {
      validator.dispose()
      schema.dispose()
    },
  }
}

/** One document by one schema. */
export function validateBy(path: string, document: Uint8Array): void {
  const schema = fieldSchema(path)
  try {
    schema.validate(document)
  } finally {
    schema.close()
  }
}
