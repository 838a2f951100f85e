import type { AuditAction, AuditActor, AuditFilterInput } from '../../api/generated.ts'
import { shownKind } from '../../ui/auditKind.ts'

export const actors: readonly AuditActor[] = ['COMPANY_USER', 'MASTER_ID_USER', 'STAFF', 'SYSTEM']

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Who acted, as one choice in the address: `actor:STAFF`, `user:<id>`, `token:<id>`, `master:<id>`. */
function whoOf(who: string | null): AuditFilterInput {
  const [, kind = '', value = ''] = /^(actor|user|token|master):(.+)$/s.exec(who ?? '') ?? []
  if (kind === 'actor') return actors.includes(value as AuditActor) ? { actors: [value as AuditActor] } : {}
  if (kind === 'user') return { userIds: [value] }
  if (kind === 'token') return { tokenIds: [value] }
  return kind === 'master' ? { masterIds: [value] } : {}
}

/** The filter that stands in a page's address. */
export function readFilter(params: URLSearchParams, known: readonly string[]): AuditFilterInput {
  const day = (name: string) => {
    const value = params.get(name)
    return value !== null && DAY.test(value) ? value : null
  }
  const action = params.get('action')
  const chosen = action !== null && known.includes(action) ? (action as AuditAction) : undefined
  return {
    ...whoOf(params.get('who')),
    actions: chosen === undefined ? null : [chosen],
    kind: chosen === undefined ? shownKind(params) : null,
    from: day('from'),
    to: day('to'),
    search: params.get('q'),
    subjectId: params.get('subject'),
  }
}

export const filterNames = ['shown', 'action', 'who', 'from', 'to', 'q', 'subject'] as const
