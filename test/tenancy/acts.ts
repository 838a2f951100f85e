import type { AuditAction } from '../../server/src/access/audit.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import type { TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import type { World } from './truth/question.ts'

export type Step = (ready: Ready) => Promise<unknown>

export interface Act {
  readonly by: 'admin' | 'staff' | 'keeper' | 'nobody'
  readonly as: AuditAction
  /** How it is done where the question of the truth table is refused, or needs something done before. */
  readonly done?: Step
}

export interface Ready {
  readonly t: TestApp
  readonly world: World
  readonly client: (who: string) => Promise<Client>
  readonly run: (who: string, name: string, fields: string, input: object, type?: string) => Promise<Answered>
  /** A running case of the agency that nothing was done on, another each time. */
  readonly newCase: () => Promise<string>
  /** Money in client funds that no case was found for. */
  readonly newFunds: (amount: string, direction?: 'CRDT' | 'DBIT') => Promise<string>
}

// biome-ignore lint/suspicious/noExplicitAny: the payload of whatever mutation.
export type Answered = any

/** A message that has not got through is sent again. */
export async function resend({ t, run }: Ready, side: 'duetto' | 'agency') {
  const [row] = await t.db.sql<{ company_id: bigint; id: bigint }>(
    `UPDATE ${side}.outbox o SET delivered_at = NULL, refused_at = now() WHERE o.id = (SELECT min(id) FROM ${side}.outbox)
     RETURNING o.company_id, o.id`,
  )
  const [name, type] =
    side === 'duetto' ? ['resendMessage', 'OutboxMessage'] : ['resendAgencyMessage', 'AgencyOutboxMessage']
  const input = { id: encodeId(type, row?.company_id ?? 0n, row?.id ?? 0n) }
  return run(side === 'duetto' ? 'admin' : 'staff', name, '__typename', input, 'ResendMessageInput')
}

/** The file of a company that the agency works for. */
export async function someFile(app: TestApp): Promise<string> {
  const [row] = await app.db.sql<{ id: bigint }>('SELECT min(company_id) AS id FROM agency.creditor')
  return encodeId('CompanyFile', row?.id ?? 0n, row?.id ?? 0n)
}
