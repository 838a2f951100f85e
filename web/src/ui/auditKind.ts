import type { AuditKind } from '../api/generated.ts'

export const auditKinds: readonly AuditKind[] = ['ACTS', 'OPENINGS', 'ALL']

/** Acts, unless the address asks for more: openings of documents are many. */
export function shownKind(params: URLSearchParams): AuditKind {
  return auditKinds.find((kind) => kind === params.get('shown')) ?? 'ACTS'
}
